import { settleForAction } from "./books.js";
import type { Call } from "./call.js";
import type { Draft } from "./draft.js";
import { spendAllowance } from "./erc6909.js";
import { refuse } from "./errors.js";
import { pull, push, requireRoom } from "./ledger.js";
import { toPositionId } from "./positionId.js";
import { enter, leave, requireMayLeave, requireMayMove, sharesMeant } from "./positions.js";
import { check } from "./rateGrid.js";

/** Buys shares for `assets` token wei that come from the caller. See the contract's `bid`. */
export function bid(draft: Draft, call: Call, modelId: number, tick: number, assets: bigint, receiver: string): bigint {
  const { paused, clock, accounts } = draft.globals;
  if (paused) refuse("Paused", {});
  if (call.now >= clock.locksAt) refuse("BiddingClosed", { locksAt: clock.locksAt, timestamp: call.now });
  requireRoom(accounts.held, assets);
  check(tick);
  settleForAction(draft, modelId);
  const shares = enter(draft, modelId, tick, assets, receiver);
  pull(draft, assets);
  return shares;
}

/** Sells shares, or `ALL_SHARES`, back; the token wei go out. See the contract's `withdraw`. */
export function withdraw(
  draft: Draft,
  call: Call,
  modelId: number,
  tick: number,
  shares: bigint,
  owner: string,
): bigint {
  settleForAction(draft, modelId);
  requireMayLeave(draft, call.now, modelId, tick);
  const leaving = sharesMeant(draft, owner, modelId, tick, shares);
  if (call.caller !== owner) spendAllowance(draft, toPositionId(modelId, tick), owner, call.caller, leaving);
  return push(draft, leave(draft, modelId, tick, leaving, owner));
}

/** Moves shares of the caller's, or `ALL_SHARES`, to another tick of the model. See the contract's `move`. */
export function move(
  draft: Draft,
  call: Call,
  modelId: number,
  fromTick: number,
  toTick: number,
  shares: bigint,
): bigint {
  if (draft.globals.paused) refuse("Paused", {});
  if (fromTick === toTick) refuse("SameTick", { tick: fromTick });
  check(toTick);
  settleForAction(draft, modelId);
  requireMayMove(draft, call.now, modelId, fromTick, toTick);
  const leaving = sharesMeant(draft, call.caller, modelId, fromTick, shares);
  const assets = leave(draft, modelId, fromTick, leaving, call.caller);
  return enter(draft, modelId, toTick, assets, call.caller);
}
