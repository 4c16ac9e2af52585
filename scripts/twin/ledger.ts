import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { divUp, min, WAD } from "./units.js";

/** Nothing is ever held beyond this, so that every amount fits in 120 bits. */
export const MAX_HELD = 2n ** 120n - 1n;

/** @throws Refusal `DepositCapExceeded` when `assets` token wei do not fit beside what is `held`. */
export function requireRoom(held: bigint, assets: bigint): void {
  const room = MAX_HELD - held;
  if (assets > room) refuse("DepositCapExceeded", { assets, room });
}

/** Counts tokens that came in and for which there is room. */
export function pull(draft: Draft, assets: bigint): void {
  draft.book({ held: assets });
}

/** Counts tokens that go out. */
export function push(draft: Draft, assets: bigint): bigint {
  draft.book({ held: -assets });
  return assets;
}

/** Adds to the free treasury. @throws Refusal `ZeroAmount`, `DepositCapExceeded` */
export function fundTreasury(draft: Draft, assets: bigint): void {
  if (assets === 0n) refuse("ZeroAmount", {});
  requireRoom(draft.globals.accounts.held, assets);
  pull(draft, assets);
  draft.book({ treasury: assets });
}

/** Queues a withdrawal of free treasury for the opening of the next round; replaces one that is queued, 0 cancels it. */
export function queueTreasuryWithdrawal(draft: Draft, assets: bigint, receiver: string): void {
  requireRoom(0n, assets);
  draft.setGlobals({ queuedWithdrawal: { assets, receiver } });
}

/** Pays out a queued withdrawal, as far as the free treasury goes. Gives the token wei that went out. */
export function withdrawTreasury(draft: Draft): bigint {
  const { queuedWithdrawal, accounts } = draft.globals;
  const assets = min(queuedWithdrawal?.assets ?? 0n, accounts.treasury);
  draft.setGlobals({ queuedWithdrawal: undefined });
  draft.book({ treasury: -assets });
  return push(draft, assets);
}

/**
 * Takes `ceil(U * xMax)` out of the free treasury: U, all pools and open reserves, is an upper bound of the round's stake
 * however late anyone settles. Gives the reserve, token wei.
 *
 * @throws Refusal `TreasuryShort`
 */
export function setReserveAside(draft: Draft, xMax: bigint): bigint {
  const { held, treasury, burned, rentOwed } = draft.globals.accounts;
  const reserve = divUp((held - treasury - burned - rentOwed) * xMax, WAD);
  if (reserve > treasury) refuse("TreasuryShort", { needed: reserve, free: treasury });
  draft.book({ treasury: -reserve });
  return reserve;
}

/** What was burned goes to the sink. */
export function flushBurned(draft: Draft): bigint {
  const { burned } = draft.globals.accounts;
  draft.book({ burned: -burned });
  return push(draft, burned);
}
