import { settleForAction } from "./books.js";
import type { Call } from "./call.js";
import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { push } from "./ledger.js";
import { requireName } from "./modelName.js";
import { withNextReserve } from "./modelOffer.js";
import { check } from "./rateGrid.js";
import { newcomerBase } from "./stakeLimit.js";

/** Registers a model for the caller. Gives its id. See the registry's `register`. */
export function register(draft: Draft, call: Call, name: string, maxFee: bigint): number {
  if (draft.globals.paused) refuse("RegistrationPaused", {});
  const fee = draft.parameters.registrationFee;
  if (fee > maxFee) refuse("FeeAboveMaximum", { fee, maxFee });
  requireName(name);
  const taken = draft.modelIdOf(name);
  if (taken !== 0) refuse("NameTaken", { name, modelId: taken });
  const { round } = draft.globals;
  const modelId = countUp(draft, call);
  draft.setName(name, modelId);
  draft.setModel(modelId, {
    name,
    owner: call.caller,
    account: call.caller,
    accountFrom: round,
    registrationRound: round,
    settledThrough: round - 1,
    limit: { base: newcomerBase(draft.parameters), earned: 0n },
    rent: 0n,
    book: new Map(),
    reserve: { tick: 0, nextTick: 0, fromRound: 0 },
  });
  return modelId;
}

/** One more model; the first registration after a lock keeps how many there were before it. */
function countUp(draft: Draft, call: Call): number {
  const { modelCount, round, clock, lockedModels } = draft.globals;
  if (call.now >= clock.locksAt && lockedModels.round !== round) {
    draft.setGlobals({ lockedModels: { round, modelCount } });
  }
  draft.setGlobals({ modelCount: modelCount + 1 });
  return modelCount + 1;
}

/** Takes a model onto the caller's record, from the next opening on. See the registry's `accept`. */
export function accept(draft: Draft, call: Call, modelId: number): void {
  if (modelId < 1 || modelId > draft.globals.modelCount) refuse("ERC721NonexistentToken", { tokenId: modelId });
  const model = draft.model(modelId);
  if (model.owner !== call.caller) {
    refuse("ERC721IncorrectOwner", { sender: call.caller, tokenId: modelId, owner: model.owner });
  }
  if (model.account === call.caller) refuse("AlreadyAccepted", { modelId, account: call.caller });
  draft.setModel(modelId, { ...model, account: call.caller, accountFrom: draft.globals.round + 1 });
}

/** Gives a model of the caller's to another owner: the registry's `transferFrom`. ERC-721. */
export function transferModel(draft: Draft, call: Call, modelId: number, receiver: string): void {
  if (modelId < 1 || modelId > draft.globals.modelCount) refuse("ERC721NonexistentToken", { tokenId: modelId });
  const model = draft.model(modelId);
  if (model.owner !== call.caller) refuse("ERC721InsufficientApproval", { operator: call.caller, tokenId: modelId });
  draft.setModel(modelId, { ...model, owner: receiver, account: undefined });
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
