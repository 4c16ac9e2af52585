import { refuse } from "./errors.js";

/** The stake of one model at one tick. */
export interface Pool {
  /** Token wei. */
  readonly assets: bigint;
  /** Shares outstanding, the virtual ones not counted. */
  readonly shares: bigint;
}

/** Virtual shares and assets keep the price of a share from being pumped by rounding leftovers (mechanism, section 3). */
export const VIRTUAL_SHARES = 1_000_000n;
export const VIRTUAL_ASSETS = 1n;

/** A pool stores its shares in 128 bits. */
export const MAX_SHARES = 2n ** 128n - 1n;

/** A pool nobody is in. */
export const EMPTY_POOL: Pool = { assets: 0n, shares: 0n };

/**
 * Shares that `assets` token wei buy, rounded down.
 *
 * @example
 * import { EMPTY_POOL, toSharesDown } from "#twin";
 *
 * toSharesDown(EMPTY_POOL, 5n); // => 5000000n
 */
export function toSharesDown(pool: Pool, assets: bigint): bigint {
  return (assets * (pool.shares + VIRTUAL_SHARES)) / (pool.assets + VIRTUAL_ASSETS);
}

/**
 * Token wei that `shares` are worth, rounded down.
 *
 * @example
 * import { toAssetsDown } from "#twin";
 *
 * toAssetsDown({ assets: 99n, shares: 49_000_000n }, 1_000_000n); // => 2n
 */
export function toAssetsDown(pool: Pool, shares: bigint): bigint {
  return (shares * (pool.assets + VIRTUAL_ASSETS)) / (pool.shares + VIRTUAL_SHARES);
}

/**
 * Puts `assets` token wei into a pool.
 *
 * @returns the pool after it and the shares bought, rounded down; possibly none.
 * @throws Refusal `SharesOverflow` when the pool would have 2^128 shares or more.
 *
 * @example
 * import { EMPTY_POOL, enter } from "#twin";
 *
 * enter(EMPTY_POOL, 100n).minted; // => 100000000n
 */
export function enter(pool: Pool, assets: bigint): { pool: Pool; minted: bigint } {
  const minted = toSharesDown(pool, assets);
  const shares = pool.shares + minted;
  if (shares > MAX_SHARES) refuse("SharesOverflow", { shares, maximum: MAX_SHARES });
  return { pool: { assets: pool.assets + assets, shares }, minted };
}

/**
 * Takes `shares` out of a pool that has them.
 *
 * @returns the pool after it, the token wei taken (rounded down), and the dust, a few wei left when the last share goes.
 *
 * @example
 * import { depart, EMPTY_POOL, enter } from "#twin";
 *
 * const { pool, minted } = enter(EMPTY_POOL, 100n);
 * depart(pool, minted); // => { pool: { assets: 0n, shares: 0n }, taken: 100n, dust: 0n }
 */
export function depart(pool: Pool, shares: bigint): { pool: Pool; taken: bigint; dust: bigint } {
  const taken = toAssetsDown(pool, shares);
  const rest: Pool = { assets: pool.assets - taken, shares: pool.shares - shares };
  if (rest.shares > 0n) return { pool: rest, taken, dust: 0n };
  return { pool: EMPTY_POOL, taken, dust: rest.assets };
}
