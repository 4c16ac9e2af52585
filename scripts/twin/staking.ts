import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { reserveTickIn, settleFirst } from "./lateSettlement.js";
import { enter, leave, toAssetsDown } from "./poolShares.js";
import { checkTick } from "./rateGrid.js";
import { phaseOf, roundTimes, type Phase } from "./roundClock.js";
import { total } from "./stakeLimit.js";
import { allowanceKey, operatorKey, toPositionId } from "./state.js";
import { clear, isIdle, type Clearing } from "./tickBook.js";

/** Who acts, and when: the caller's address (compared as written, so spell each in one way) and unix seconds. */
export interface Call {
  readonly caller: string;
  readonly now: number;
}

/** Nothing is ever held beyond this, so that every amount fits in 120 bits. */
export const MAX_HELD = 2n ** 120n - 1n;

/** An allowance that does not shrink. */
export const UNLIMITED = 2n ** 256n - 1n;

/** Of shares to withdraw or move: all that their owner has then. */
export const ALL_SHARES = 2n ** 256n - 1n;

/** Buys shares for `assets` token wei that come from the caller. See the contract's `bid`. */
export function bid(draft: Draft, call: Call, modelId: number, tick: number, assets: bigint, receiver: string): bigint {
  if (draft.globals.paused) refuse("Paused", {});
  const { locksAt } = draft.globals.clock;
  if (call.now >= locksAt) refuse("BiddingClosed", { locksAt, timestamp: call.now });
  take(draft, assets);
  checkTick(tick);
  settleFirst(draft, modelId);
  return put(draft, modelId, tick, assets, receiver);
}

/** Sells shares, or {@link ALL_SHARES}, back; the token wei go out. See the contract's `withdraw`. */
export function withdraw(
  draft: Draft,
  call: Call,
  modelId: number,
  tick: number,
  shares: bigint,
  owner: string,
): bigint {
  settleFirst(draft, modelId);
  const phase = phaseNow(draft, call);
  if (phase === "Quiet") refuseQuiet(draft, call);
  if (isFrozen(phase)) checkIdle(draft, phase, modelId, [tick]);
  const leaving = sharesMeant(draft, modelId, tick, shares, owner);
  if (call.caller !== owner) spendAllowance(draft, toPositionId(modelId, tick), owner, call.caller, leaving);
  const assets = pull(draft, modelId, tick, leaving, owner);
  draft.book({ held: -assets });
  return assets;
}

/** Moves shares of the caller's, or {@link ALL_SHARES}, to another tick of the model. See the contract's `move`. */
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
  checkTick(toTick);
  settleFirst(draft, modelId);
  const phase = phaseNow(draft, call);
  if (phase === "Quiet" && toTick < fromTick) refuseQuiet(draft, call);
  if (isFrozen(phase)) checkIdle(draft, phase, modelId, [fromTick, toTick]);
  const leaving = sharesMeant(draft, modelId, fromTick, shares, call.caller);
  const assets = pull(draft, modelId, fromTick, leaving, call.caller);
  return put(draft, modelId, toTick, assets, call.caller);
}

/** Takes an allowance, unless it is unlimited or the spender an operator. ERC-6909. */
export function spendAllowance(draft: Draft, positionId: number, owner: string, spender: string, shares: bigint): void {
  if (draft.isOperator(operatorKey(owner, spender))) return;
  const key = allowanceKey(positionId, owner, spender);
  const allowance = draft.allowance(key);
  if (allowance === UNLIMITED) return;
  if (allowance < shares) {
    refuse("ERC6909InsufficientAllowance", { spender, allowance, needed: shares, id: positionId });
  }
  draft.setAllowance(key, allowance - shares);
}

/** Counts tokens that came in. @throws Refusal `DepositCapExceeded` */
export function take(draft: Draft, assets: bigint): void {
  const held = draft.globals.accounts.held + assets;
  if (held > MAX_HELD) refuse("DepositCapExceeded", { held, maximum: MAX_HELD });
  draft.book({ held: assets });
}

/** The clearing of a model that is settled. */
export function clearingOf(draft: Draft, modelId: number): Clearing {
  const model = draft.model(modelId);
  return clear(model.book, total(model.limit), reserveTickIn(model.reserve, draft.globals.round));
}

/** The phase of the open round. */
export function phaseNow(draft: Draft, call: Pick<Call, "now">): Phase {
  return phaseOf(draft.globals.clock, draft.parameters, call.now);
}

function isFrozen(phase: Phase): boolean {
  return phase !== "Bidding" && phase !== "Quiet" && phase !== "Recess";
}

function refuseQuiet(draft: Draft, call: Call): never {
  const { quietFrom } = roundTimes(draft.globals.clock, draft.parameters);
  return refuse("QuietPeriod", { quietFrom, timestamp: call.now });
}

/** While the book is frozen, stake below the price tick takes no part in the round and may leave, or move down there. */
function checkIdle(draft: Draft, phase: Phase, modelId: number, ticks: readonly number[]): void {
  if (phase === "Pending") refuse("ReportPending", { round: draft.globals.round });
  const clearing = clearingOf(draft, modelId);
  const locked = ticks.find((tick) => !isIdle(clearing, tick));
  if (locked !== undefined) refuse("StakeLocked", { modelId, tick: locked, priceTick: clearing.priceTick });
}

function sharesMeant(draft: Draft, modelId: number, tick: number, shares: bigint, owner: string): bigint {
  const meant = shares === ALL_SHARES ? draft.sharesAt(modelId, tick, owner) : shares;
  if (meant === 0n) refuse("ZeroAmount", {});
  return meant;
}

function put(draft: Draft, modelId: number, tick: number, assets: bigint, receiver: string): bigint {
  const { pool, minted } = enter(draft.pool(modelId, tick), assets);
  if (minted === 0n) refuse("ZeroAmount", {});
  draft.setPool(modelId, tick, pool);
  draft.setGlobals({ highestStakedModel: Math.max(draft.globals.highestStakedModel, modelId) });
  draft.credit(toPositionId(modelId, tick), receiver, minted);
  checkMinBid(draft, modelId, tick, receiver);
  return minted;
}

function pull(draft: Draft, modelId: number, tick: number, shares: bigint, owner: string): bigint {
  draft.debit(toPositionId(modelId, tick), owner, shares);
  const { pool, taken, dust } = leave(draft.pool(modelId, tick), shares);
  draft.setPool(modelId, tick, pool);
  draft.book({ burned: dust });
  checkMinBid(draft, modelId, tick, owner);
  return taken;
}

/** A position is empty or worth the minimum bid of the open round, after its holder touched it. */
function checkMinBid(draft: Draft, modelId: number, tick: number, holder: string): void {
  const shares = draft.sharesAt(modelId, tick, holder);
  if (shares === 0n) return;
  const assets = toAssetsDown(draft.pool(modelId, tick), shares);
  const { minBid } = draft.parameters;
  if (assets < minBid) {
    refuse("PositionBelowMinBid", { positionId: toPositionId(modelId, tick), assets, minBid });
  }
}
