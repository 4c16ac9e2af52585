import { settleForAction } from "./books.js";
import type { Call } from "./call.js";
import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { push } from "./ledger.js";
import { withNextReserve } from "./modelOffer.js";
import { check } from "./rateGrid.js";
import { newcomerBase } from "./stakeLimit.js";

/** Registers a model for the caller. Gives its id. See the registry's `register`. */
export function register(draft: Draft, call: Call): number {
  if (draft.globals.paused) refuse("RegistrationPaused", {});
  const { round } = draft.globals;
  const modelId = draft.globals.modelCount + 1;
  draft.setGlobals({ modelCount: modelId });
  draft.setModel(modelId, {
    owner: call.caller,
    registrationRound: round,
    settledThrough: round - 1,
    limit: { base: newcomerBase(draft.parameters), earned: 0n },
    rent: 0n,
    book: new Map(),
    reserve: { tick: 0, nextTick: 0, fromRound: 0 },
  });
  return modelId;
}

/** Gives a model of the caller's to another owner: the registry's `transferFrom`. ERC-721. */
export function transferModel(draft: Draft, call: Call, modelId: number, receiver: string): void {
  if (modelId < 1 || modelId > draft.globals.modelCount) refuse("ERC721NonexistentToken", { tokenId: modelId });
  const model = draft.model(modelId);
  if (model.owner !== call.caller) refuse("ERC721InsufficientApproval", { operator: call.caller, tokenId: modelId });
  draft.setModel(modelId, { ...model, owner: receiver });
}

/** Sets the reserve tick that counts from the opening of the next round. See the contract's `setReserve`. */
export function setReserve(draft: Draft, call: Call, modelId: number, tick: number): void {
  check(tick);
  settleForAction(draft, modelId);
  requireOwner(draft, call, modelId);
  const model = draft.model(modelId);
  draft.setModel(modelId, { ...model, reserve: withNextReserve(model.reserve, tick, draft.globals.round) });
}

/** The model's rent goes to its owner, who calls. See the contract's `collectRent`. */
export function collectRent(draft: Draft, call: Call, modelId: number): bigint {
  settleForAction(draft, modelId);
  requireOwner(draft, call, modelId);
  const model = draft.model(modelId);
  draft.setModel(modelId, { ...model, rent: 0n });
  draft.book({ rentOwed: -model.rent });
  return push(draft, model.rent);
}

function requireOwner(draft: Draft, call: Call, modelId: number): void {
  if (draft.model(modelId).owner !== call.caller) refuse("NotModelOwner", { modelId, caller: call.caller });
}
