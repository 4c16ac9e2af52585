import type { Call } from "./call.js";
import { openRound } from "./clock.js";
import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { setReserveAside, withdrawTreasury } from "./ledger.js";
import { expirableFrom, RECESS, reportBy, reportFrom } from "./roundClock.js";
import type { ScoreRecord } from "./scoreSheet.js";
import { xMaxOf, type Terms } from "./settlement.js";
import type { Outcome } from "./state.js";
import { WAD } from "./units.js";

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

/** What every model of a reported round is settled with. */
export function termsOf(draft: Draft, round: number): Terms {
  const { payoutFactor, maxScore } = draft.round(round);
  return { parameters: draft.parametersOf(round), payoutFactor, maxScore };
}

/** Holds a report and sets aside its reserve. See the contract's `holdReport`. */
export function holdReport(draft: Draft, call: Call, report: ReportedScores): void {
  const { globals, parameters } = draft;
  const { round, payoutFactor, maxScore, records } = report;
  const modelCount = records.length;
  if (globals.paused) refuse("Paused", {});
  if (round !== globals.round) refuse("WrongRound", { round, current: globals.round });
  if (globals.clock.proposedAt !== 0) refuse("ReportPending", { round });
  const from = reportFrom(parameters, globals.clock.locksAt);
  const by = reportBy(parameters, globals.clock.locksAt);
  if (call.now < from || call.now >= by) {
    refuse("ReportWindowClosed", { reportFrom: from, reportBy: by, timestamp: call.now });
  }
  if (payoutFactor > WAD) refuse("InvalidPayoutFactor", { payoutFactor });
  if (modelCount < globals.highestStakedModel) {
    refuse("ModelNotCovered", { modelCount, highestStakedModel: globals.highestStakedModel });
  }

  draft.setRound(round, { payoutFactor, maxScore, records });
  draft.setRound(round, { reserve: setReserveAside(draft, xMaxOf(termsOf(draft, round))) });
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
  return openNext(draft, call.now, "Reported", 0);
}

/** Closes the open round without a report. See the contract's `expireRound`. */
export function expireRound(draft: Draft, call: Call): bigint {
  const { round, clock, missedRounds } = draft.globals;
  const from = expirableFrom(draft.parameters, clock.locksAt, clock.proposedAt);
  if (clock.locksAt === RECESS || call.now < from) refuse("TooEarly", { from, timestamp: call.now });
  returnReserve(draft, round);
  return openNext(draft, call.now, "Expired", missedRounds + 1);
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
function openNext(draft: Draft, now: number, outcome: Outcome, missedRounds: number): bigint {
  draft.setRound(draft.globals.round, { outcome });
  openRound(draft, now, missedRounds);
  return withdrawTreasury(draft);
}
