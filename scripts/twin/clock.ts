import type { Call } from "./call.js";
import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { checkParameters, type Parameters } from "./parameters.js";
import { RECESS } from "./roundClock.js";

/** The contracts count rounds in 16 bits. Nothing locks in the last one, since no other could open. */
export const LAST_ROUND = 2 ** 16 - 1;

/** Opens a round, the first or the one after a round that just closed. In recess after too many missed ones. */
export function openRound(draft: Draft, now: number, missedRounds: number): void {
  const { queuedParameters, parameters, round } = draft.globals;
  const sets = queuedParameters === undefined ? parameters : [...parameters, queuedParameters];
  const p = queuedParameters ?? draft.parametersById(parameters.length);
  const recess = missedRounds >= p.maxMissedRounds || round + 1 === LAST_ROUND;
  const locksAt = recess ? RECESS : now + p.biddingPeriod;
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

/** Ends a recess: the round locks a full bidding period from now. A quorum of reporters names the round it means. */
export function resume(draft: Draft, call: Call, round: number): void {
  const { clock } = draft.globals;
  if (round !== draft.globals.round) refuse("WrongRound", { round, current: draft.globals.round });
  if (clock.locksAt !== RECESS) refuse("NotInRecess", {});
  if (round === LAST_ROUND) refuse("LastRound", {});
  draft.setGlobals({ clock: { ...clock, locksAt: call.now + draft.parameters.biddingPeriod } });
}

/** Refuses unless the round is open and the deadline not past, unix seconds. See the contract's `requireRound`. */
export function requireRound(draft: Draft, call: Call, round: number, deadline: number): void {
  if (round !== draft.globals.round) refuse("WrongRound", { round, current: draft.globals.round });
  if (call.now > deadline) refuse("DeadlinePassed", { deadline, timestamp: call.now });
}

/** Queues parameters for the next round; replaces a set that is queued. @throws Refusal `ParameterOutOfBounds` */
export function queueParameters(draft: Draft, p: Parameters): void {
  checkParameters(p);
  draft.setGlobals({ queuedParameters: p });
}
