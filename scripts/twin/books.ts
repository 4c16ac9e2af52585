import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { reserveTickAt } from "./modelOffer.js";
import { termsOf } from "./reports.js";
import { recordOf } from "./scoreSheet.js";
import * as settlement from "./settlement.js";
import { baseOf, newcomerBase, totalLimit, type Limit } from "./stakeLimit.js";
import type { ModelState } from "./state.js";
import { clear, type Clearing } from "./tickBook.js";
import { min } from "./units.js";

/** How many rounds an action brings a model up by; further behind, it has to be settled first. */
export const MAX_ROUNDS_PER_ACTION = 16;

/** Settles a model before an action on it. @throws Refusal `UnknownModel`, `NotSettled` */
export function settleForAction(draft: Draft, modelId: number): void {
  const { settledThrough, book } = draft.model(modelId);
  const lastClosed = draft.globals.round - 1;
  if (book.size > 0 && lastClosed - settledThrough > MAX_ROUNDS_PER_ACTION) {
    refuse("NotSettled", { modelId, settledThrough, lastClosed });
  }
  settle(draft, modelId, MAX_ROUNDS_PER_ACTION);
}

/**
 * Brings a model up to the last closed round, or by `maxRounds` rounds if it has stake and is further behind. Late gives
 * the same as at once (T2): a round is settled with its own parameters, sheet and reserve tick.
 *
 * @throws Refusal `UnknownModel`
 */
export function settle(draft: Draft, modelId: number, maxRounds: number): void {
  const lastClosed = draft.globals.round - 1;
  const model = draft.model(modelId);
  if (model.book.size === 0) {
    if (model.settledThrough < lastClosed) fastForward(draft, modelId, model, lastClosed);
    return;
  }
  const through = Math.min(lastClosed, model.settledThrough + maxRounds);
  for (let round = model.settledThrough + 1; round <= through; ++round) settleRound(draft, modelId, round);
}

/** The clearing of a model that is settled. */
export function clearing(draft: Draft, modelId: number): Clearing {
  const { book, limit, reserve } = draft.model(modelId);
  return clear(book, totalLimit(limit), reserveTickAt(reserve, draft.globals.round));
}

function settleRound(draft: Draft, modelId: number, round: number): void {
  const model = draft.model(modelId);
  const { outcome, records } = draft.round(round);
  if (outcome !== "Reported") {
    draft.setModel(modelId, { ...model, settledThrough: round });
    return;
  }
  const record = recordOf(records, modelId);
  if (record === undefined)
    throw new RangeError(`The sheet of round ${round} leaves out model ${modelId}, which has stake.`);
  const reserveTick = reserveTickAt(model.reserve, round);
  const { book, limit, flows } = settlement.settle(model.book, model.limit, reserveTick, termsOf(draft, round), record);
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
  const limit: Limit =
    lastReported > model.settledThrough
      ? { base: unstakedBase(draft, modelId, model, lastReported), earned: 0n }
      : model.limit;
  draft.setModel(modelId, { ...model, settledThrough: lastClosed, limit });
}

/** A sheet covers every model that ever had a bid; one that it leaves out is a newcomer still. */
function unstakedBase(draft: Draft, modelId: number, model: ModelState, round: number): bigint {
  const record = recordOf(draft.round(round).records, modelId);
  if (record === undefined) return newcomerBase(draft.parametersOf(model.registrationRound));
  return baseOf(draft.parametersOf(round), record);
}
