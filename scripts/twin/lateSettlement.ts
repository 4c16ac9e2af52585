import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { settle, type Terms } from "./settlement.js";
import { baseOf, newcomer, type Limit } from "./stakeLimit.js";
import type { ModelState, ReserveTicks } from "./state.js";
import { min } from "./units.js";

/** How many rounds an action brings a model up by; further behind, it has to be settled first. */
export const MAX_ROUNDS_PER_ACTION = 16;

/** The reserve tick that counts in a round. */
export function reserveTickIn(reserve: ReserveTicks, round: number): number {
  return round >= reserve.fromRound ? reserve.nextTick : reserve.tick;
}

/**
 * Brings a model up to the last closed round, or by `maxRounds` rounds if it has stake and is further behind. Late gives
 * the same as at once (T2): a round is settled with its own parameters, sheet and reserve tick.
 */
export function settleModel(draft: Draft, modelId: number, maxRounds: number): void {
  const lastClosed = draft.globals.round - 1;
  const model = draft.model(modelId);
  if (model.book.size === 0) {
    if (model.settledThrough < lastClosed) fastForward(draft, modelId, model, lastClosed);
    return;
  }
  const through = Math.min(lastClosed, model.settledThrough + maxRounds);
  for (let round = model.settledThrough + 1; round <= through; ++round) settleRound(draft, modelId, round);
}

/** Settles a model before an action on it. @throws Refusal `UnknownModel`, `NotSettled` */
export function settleFirst(draft: Draft, modelId: number): void {
  settleModel(draft, modelId, MAX_ROUNDS_PER_ACTION);
  const { settledThrough } = draft.model(modelId);
  const lastClosed = draft.globals.round - 1;
  if (settledThrough < lastClosed) refuse("NotSettled", { modelId, settledThrough, lastClosed });
}

/** What every model of a reported round is settled with. */
export function termsOf(draft: Draft, round: number): Terms {
  const { payoutFactor, maxScore } = draft.round(round);
  return { parameters: draft.parametersOf(round), payoutFactor, maxScore };
}

function settleRound(draft: Draft, modelId: number, round: number): void {
  const model = draft.model(modelId);
  const { outcome, records } = draft.round(round);
  if (outcome !== "Reported") {
    draft.setModel(modelId, { ...model, settledThrough: round });
    return;
  }
  const record = records[modelId - 1];
  if (record === undefined)
    throw new RangeError(`The sheet of round ${round} leaves out model ${modelId}, which has stake.`);
  const terms = termsOf(draft, round);
  const { book, limit, flows } = settle(model.book, model.limit, reserveTickIn(model.reserve, round), terms, record);
  const rent = flows.rent - flows.fee;
  draft.setModel(modelId, { ...model, settledThrough: round, book, limit, rent: model.rent + rent });
  draft.book({ rentOwed: rent, burned: flows.burn, treasury: flows.fee });
  releaseReserve(draft, round, flows.release, flows.gain);
}

/** Takes a model's part out of the round's reserve; the last model of the round returns all that is left. */
function releaseReserve(draft: Draft, round: number, release: bigint, gain: bigint): void {
  const { reserve, unsettledModels } = draft.round(round);
  // Nothing is left once every model that can still gain a wei is settled: the rest of them has no part in it.
  if (reserve === 0n) return;
  const left = unsettledModels - 1;
  const released = left === 0 ? reserve : min(release, reserve);
  draft.setRound(round, { reserve: reserve - released, unsettledModels: left });
  draft.book({ treasury: released - gain });
}

/** Without stake only the last reported round counts: its base, and nothing earned. */
function fastForward(draft: Draft, modelId: number, model: ModelState, lastClosed: number): void {
  const { lastReported } = draft.globals;
  const limit = lastReported > model.settledThrough ? unstakedLimit(draft, modelId, model, lastReported) : model.limit;
  draft.setModel(modelId, { ...model, settledThrough: lastClosed, limit });
}

function unstakedLimit(draft: Draft, modelId: number, model: ModelState, round: number): Limit {
  const record = draft.round(round).records[modelId - 1];
  if (record === undefined) return newcomer(draft.parametersOf(model.registrationRound));
  return { base: baseOf(draft.parametersOf(round), record), earned: 0n };
}
