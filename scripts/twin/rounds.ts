import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { termsOf } from "./lateSettlement.js";
import { checkParameters, type Parameters } from "./parameters.js";
import { NEVER, roundTimes } from "./roundClock.js";
import type { ScoreRecord } from "./scoreSheet.js";
import { xMaxOf } from "./settlement.js";
import { MAX_HELD, type Call } from "./staking.js";
import type { Outcome } from "./state.js";
import { divUp, min, WAD } from "./units.js";

/** The contracts count rounds in 16 bits. Nothing locks in the last one, since no other could open. */
export const LAST_ROUND = 2 ** 16 - 1;

/** What a quorum reports of a round, its sheet read. */
export interface ReportedScores {
  readonly round: number;
  /** Common scale of all returns, 18 decimals, at most 1. */
  readonly payoutFactor: bigint;
  /** The largest score of the sheet, units of 1e-5. */
  readonly maxScore: number;
  /** Every model from 1 on. */
  readonly records: readonly ScoreRecord[];
}

/** Opens a round, the first or the one after a round that just closed. In recess after too many missed ones. */
export function openRound(draft: Draft, now: number, missedRounds: number): void {
  const { queuedParameters, parameters, round } = draft.globals;
  const sets = queuedParameters === undefined ? parameters : [...parameters, queuedParameters];
  const p = draft.globals.queuedParameters ?? draft.parametersById(parameters.length);
  const recess = missedRounds >= p.maxMissedRounds || round + 1 === LAST_ROUND;
  const locksAt = recess ? NEVER : now + p.biddingPeriod;
  draft.setGlobals({
    round: round + 1,
    clock: { opensAt: now, locksAt, proposedAt: 0 },
    missedRounds,
    parameters: sets,
    queuedParameters: undefined,
  });
  draft.openRound(round + 1, {
    outcome: "Open",
    parametersId: sets.length,
    payoutFactor: 0n,
    maxScore: 0,
    records: [],
    reserve: 0n,
    unsettledModels: 0,
  });
}

/** Holds a report and sets aside its reserve. See the contracts' `propose` and `holdReport`. */
export function holdReport(draft: Draft, call: Call, report: ReportedScores): void {
  const { globals } = draft;
  const { round, payoutFactor, maxScore, records } = report;
  const modelCount = records.length;
  if (modelCount > globals.modelCount) refuse("ModelCountTooHigh", { modelCount, registered: globals.modelCount });
  if (globals.paused) refuse("Paused", {});
  if (round !== globals.round) refuse("WrongRound", { round, current: globals.round });
  if (globals.clock.proposedAt !== 0) refuse("ReportPending", { round });
  const { reportFrom, reportBy } = roundTimes(globals.clock, draft.parameters);
  if (call.now < reportFrom || call.now >= reportBy) {
    refuse("ReportWindowClosed", { reportFrom, reportBy, timestamp: call.now });
  }
  if (payoutFactor > WAD) refuse("InvalidPayoutFactor", { payoutFactor });
  if (modelCount < globals.highestStakedModel) {
    refuse("ModelNotCovered", { modelCount, highestStakedModel: globals.highestStakedModel });
  }

  draft.setRound(round, { payoutFactor, maxScore, records });
  const reserve = reserveFor(draft, round);
  const free = globals.accounts.treasury;
  if (reserve > free) refuse("TreasuryShort", { needed: reserve, free });
  draft.book({ treasury: -reserve });
  draft.setRound(round, { reserve });
  draft.setGlobals({ clock: { ...globals.clock, proposedAt: call.now } });
}

/** Drops the pending report. See the contract's `dropReport`. */
export function dropReport(draft: Draft, call: Call, round: number): void {
  const until = challengeEnd(draft, round);
  if (call.now >= until) refuse("TooLate", { until, timestamp: call.now });
  returnReserve(draft, round);
  draft.setGlobals({ clock: { ...draft.globals.clock, proposedAt: 0 } });
}

/** Makes the pending report final and opens the next round. See the contract's `closeRound`. */
export function closeRound(draft: Draft, call: Call, round: number): bigint {
  const from = challengeEnd(draft, round);
  if (call.now < from) refuse("TooEarly", { from, timestamp: call.now });
  const { stakedModels } = draft.globals.accounts;
  draft.setRound(round, { unsettledModels: stakedModels });
  if (stakedModels === 0) returnReserve(draft, round);
  draft.setGlobals({ lastReported: round });
  return close(draft, call.now, "Reported", 0);
}

/** Closes the open round without a report. See the contract's `expireRound`. */
export function expireRound(draft: Draft, call: Call): bigint {
  const { round, clock, missedRounds } = draft.globals;
  const from = roundTimes(clock, draft.parameters).expiresAt;
  if (clock.locksAt === NEVER || call.now < from) refuse("TooEarly", { from, timestamp: call.now });
  returnReserve(draft, round);
  return close(draft, call.now, "Expired", missedRounds + 1);
}

/** Ends a recess: the round locks a full bidding period from now. A quorum of reporters names the round it means. */
export function resume(draft: Draft, call: Call, round: number): void {
  const { clock } = draft.globals;
  if (round !== draft.globals.round) refuse("WrongRound", { round, current: draft.globals.round });
  if (clock.locksAt !== NEVER) refuse("NotInRecess", {});
  if (round === LAST_ROUND) refuse("LastRound", {});
  draft.setGlobals({ clock: { ...clock, locksAt: call.now + draft.parameters.biddingPeriod } });
}

/** Queues parameters for the next round; replaces a set that is queued. */
export function queueParameters(draft: Draft, p: Parameters): void {
  checkParameters(p);
  draft.setGlobals({ queuedParameters: p });
}

/** Queues a withdrawal of free treasury for the opening of the next round; replaces one that is queued, 0 cancels it. */
export function queueTreasuryWithdrawal(draft: Draft, assets: bigint, receiver: string): void {
  if (assets > MAX_HELD) refuse("DepositCapExceeded", { held: assets, maximum: MAX_HELD });
  draft.setGlobals({ queuedWithdrawal: { assets, receiver } });
}

/** `ceil(U * xMax)`: U, all pools and open reserves, is an upper bound of the round's stake however late anyone settles. */
function reserveFor(draft: Draft, round: number): bigint {
  const { held, treasury, burned, rentOwed } = draft.globals.accounts;
  return divUp((held - treasury - burned - rentOwed) * xMaxOf(termsOf(draft, round)), WAD);
}

function challengeEnd(draft: Draft, round: number): number {
  const { clock } = draft.globals;
  if (round !== draft.globals.round || clock.proposedAt === 0) refuse("NoReportPending", { round });
  return clock.proposedAt + draft.parameters.challengePeriod;
}

function returnReserve(draft: Draft, round: number): void {
  draft.book({ treasury: draft.round(round).reserve });
  draft.setRound(round, { reserve: 0n });
}

/** Closes the open round, opens the next and pays out a queued withdrawal. Gives the token wei that went out. */
function close(draft: Draft, now: number, outcome: Outcome, missedRounds: number): bigint {
  draft.setRound(draft.globals.round, { outcome });
  openRound(draft, now, missedRounds);
  const withdrawn = min(draft.globals.queuedWithdrawal?.assets ?? 0n, draft.globals.accounts.treasury);
  draft.book({ treasury: -withdrawn, held: -withdrawn });
  draft.setGlobals({ queuedWithdrawal: undefined });
  return withdrawn;
}
