import { clearing } from "./books.js";
import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import * as poolShares from "./poolShares.js";
import { toPositionId } from "./positionId.js";
import { quietFrom, RECESS } from "./roundClock.js";
import { isIdle } from "./tickBook.js";

/** Of shares to withdraw or move: all that their owner has then. */
export const ALL_SHARES = 2n ** 256n - 1n;

/** The shares an action is about: those it names, or all that the owner has. @throws Refusal `ZeroAmount` */
export function sharesMeant(draft: Draft, owner: string, modelId: number, tick: number, shares: bigint): bigint {
  const meant = shares === ALL_SHARES ? draft.sharesAt(modelId, tick, owner) : shares;
  if (meant === 0n) refuse("ZeroAmount", {});
  return meant;
}

/** Puts token wei into a pool. Gives the receiver's new shares. */
export function enter(draft: Draft, modelId: number, tick: number, assets: bigint, receiver: string): bigint {
  const { pool, minted } = poolShares.enter(draft.pool(modelId, tick), assets);
  if (minted === 0n) refuse("ZeroAmount", {});
  draft.setPool(modelId, tick, pool);
  draft.setGlobals({ highestStakedModel: Math.max(draft.globals.highestStakedModel, modelId) });
  draft.credit(toPositionId(modelId, tick), receiver, minted);
  requireMinBid(draft, modelId, tick, receiver);
  return minted;
}

/** Takes an owner's shares out of a pool. Gives the token wei they were worth. */
export function leave(draft: Draft, modelId: number, tick: number, shares: bigint, owner: string): bigint {
  draft.debit(toPositionId(modelId, tick), owner, shares);
  const { pool, taken, dust } = poolShares.depart(draft.pool(modelId, tick), shares);
  draft.setPool(modelId, tick, pool);
  draft.book({ burned: dust });
  requireMinBid(draft, modelId, tick, owner);
  return taken;
}

/** Before the quiet period all stake may leave; while the book is frozen, idle stake may. */
export function requireMayLeave(draft: Draft, now: number, modelId: number, tick: number): void {
  if (now < draft.globals.clock.locksAt) requireNotQuiet(draft, now);
  else requireIdle(draft, modelId, tick, tick);
}

/** Up until the lock, down until the quiet period, and among idle ticks while the book is frozen. */
export function requireMayMove(draft: Draft, now: number, modelId: number, from: number, to: number): void {
  if (now >= draft.globals.clock.locksAt) requireIdle(draft, modelId, from, to);
  else if (to < from) requireNotQuiet(draft, now);
}

function requireNotQuiet(draft: Draft, now: number): void {
  const { locksAt } = draft.globals.clock;
  if (locksAt === RECESS) return;
  const from = quietFrom(draft.parameters, locksAt);
  if (now >= from) refuse("QuietPeriod", { quietFrom: from, timestamp: now });
}

/** While the book is frozen, stake below the price tick takes no part in the round and may leave, or move down there. */
function requireIdle(draft: Draft, modelId: number, from: number, to: number): void {
  const { clock, round } = draft.globals;
  if (clock.proposedAt !== 0) refuse("ReportPending", { round });
  const cleared = clearing(draft, modelId);
  const tick = Math.max(from, to);
  if (!isIdle(cleared, tick)) refuse("StakeLocked", { modelId, tick, priceTick: cleared.priceTick });
}

/** A position is empty or worth the minimum bid of the open round, after its holder touched it. */
function requireMinBid(draft: Draft, modelId: number, tick: number, holder: string): void {
  const shares = draft.sharesAt(modelId, tick, holder);
  if (shares === 0n) return;
  const assets = poolShares.toAssetsDown(draft.pool(modelId, tick), shares);
  const { minBid } = draft.parameters;
  if (assets < minBid) {
    refuse("PositionBelowMinBid", { positionId: toPositionId(modelId, tick), assets, minBid });
  }
}
