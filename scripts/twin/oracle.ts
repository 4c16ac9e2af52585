import type { Call } from "./call.js";
import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { dropReport, holdReport, type ReportedScores } from "./reports.js";
import { modelCountAtLock } from "./views.js";

/** What the contracts have where there is no hash: no seal, no digest. */
export const NO_HASH = `0x${"0".repeat(64)}`;

/** What a quorum signs of a round: its scores and what they were made from. */
export interface SignedReport extends ReportedScores {
  /** What the round was sealed with. */
  readonly predictionsRoot: string;
  /** What was signed; names the report in a veto. */
  readonly digest: string;
}

/** Seals the submissions of the open round; the last seal before its lock counts. See the oracle's `seal`. */
export function seal(draft: Draft, call: Call, round: number, root: string): void {
  const { clock } = draft.globals;
  if (round !== draft.globals.round) refuse("WrongRound", { round, current: draft.globals.round });
  if (call.now >= clock.locksAt) refuse("SealingClosed", { locksAt: clock.locksAt, timestamp: call.now });
  if (root === NO_HASH) refuse("InvalidRoot", {});
  draft.setSeal(round, root);
}

/** Proposes a report of a sealed round. See the oracle's `propose`. */
export function propose(draft: Draft, call: Call, report: SignedReport): void {
  const { round, predictionsRoot, digest, records } = report;
  if (draft.isVetoed(digest)) refuse("ReportWasVetoed", { digest });
  const sealedRoot = draft.sealOf(round);
  if (sealedRoot === undefined) refuse("RoundNotSealed", { round });
  if (predictionsRoot !== sealedRoot) refuse("PredictionsRootMismatch", { found: predictionsRoot, sealedRoot });
  const registered = modelCountAtLock(draft.globals);
  if (records.length > registered) refuse("ModelCountTooHigh", { modelCount: records.length, registered });
  draft.setProposedDigest(round, digest);
  holdReport(draft, call, report);
}

/** Vetoes the pending report that has the digest, which is refused for ever. See the oracle's `veto`. */
export function veto(draft: Draft, call: Call, round: number, digest: string): void {
  const proposed = draft.proposedDigest(round) ?? NO_HASH;
  if (digest !== proposed) refuse("WrongDigest", { digest, proposed });
  draft.setVetoed(digest);
  dropReport(draft, call, round);
}
