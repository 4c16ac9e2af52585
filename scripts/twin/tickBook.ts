import { EMPTY_POOL, type Pool } from "./poolShares.js";
import { rate } from "./rateGrid.js";
import { min } from "./units.js";

/** The occupied pools of one model by tick. */
export type Book = ReadonlyMap<number, Pool>;

/** What clearing a book sold. Token wei. */
export interface Clearing {
  /** The space on offer. */
  readonly limit: bigint;
  /** Assets at or above the reserve tick. */
  readonly demand: bigint;
  /** min(limit, demand) */
  readonly filled: bigint;
  /** All filled stake pays this tick's rate; below it everything is idle. */
  readonly priceTick: number;
  /** The rate of the price tick, units of 1e-5 of the filled stake per round. */
  readonly rate: bigint;
  /** What each tick got; ticks that got nothing are left out. */
  readonly fills: ReadonlyMap<number, bigint>;
}

/**
 * All assets in a book, token wei.
 *
 * @example
 * import { totalAssets } from "#twin";
 *
 * const book = new Map([
 *   [79, { assets: 80n, shares: 80_000_000n }],
 *   [40, { assets: 50n, shares: 50_000_000n }],
 * ]);
 * totalAssets(book); // => 130n
 */
export function totalAssets(book: Book): bigint {
  let total = 0n;
  for (const pool of book.values()) total += pool.assets;
  return total;
}

/**
 * The occupied ticks, highest first.
 *
 * @example
 * import { ticksOf } from "#twin";
 *
 * const book = new Map([
 *   [40, { assets: 50n, shares: 50_000_000n }],
 *   [79, { assets: 80n, shares: 80_000_000n }],
 * ]);
 * ticksOf(book); // => [79, 40]
 */
export function ticksOf(book: Book): number[] {
  return [...book.keys()].sort((a, b) => b - a);
}

/**
 * One bit per occupied tick, as the contract keeps it.
 *
 * @example
 * import { bitmapOf } from "#twin";
 *
 * bitmapOf(new Map([[3, { assets: 80n, shares: 80_000_000n }]])); // => 8n
 */
export function bitmapOf(book: Book): bigint {
  let bitmap = 0n;
  for (const tick of book.keys()) bitmap |= 1n << BigInt(tick);
  return bitmap;
}

/**
 * Sells `limit` token wei of stake space to the pools at or above `reserveTick`, the highest tick first, at one price:
 * the lowest tick that got any when the space is sold out, else the reserve tick (mechanism, section 4).
 *
 * Defined for all data. The marginal tick is filled in part and shares it through its pool.
 *
 * @example
 * import { clear } from "#twin";
 *
 * const book = new Map([
 *   [79, { assets: 80n, shares: 80_000_000n }],
 *   [40, { assets: 50n, shares: 50_000_000n }],
 * ]);
 * const { filled, priceTick, fills } = clear(book, 100n, 0);
 * filled; // => 100n
 * priceTick; // => 40
 * fills.get(40); // => 20n
 */
export function clear(book: Book, limit: bigint, reserveTick: number): Clearing {
  const eligible = ticksOf(book).filter((tick) => tick >= reserveTick);
  const fills = new Map<number, bigint>();
  let demand = 0n;
  let priceTick = reserveTick;
  for (const tick of eligible) {
    const above = min(demand, limit);
    demand += book.get(tick)?.assets ?? 0n;
    // A tick gets what the space holds of the demand down to it, less what the demand above it took.
    const got = min(demand, limit) - above;
    if (got > 0n) {
      fills.set(tick, got);
      if (demand >= limit) priceTick = tick;
    }
  }
  return { limit, demand, filled: min(demand, limit), priceTick, rate: rate(priceTick), fills };
}

/**
 * A pool of the book, empty where the tick is not occupied, and what clearing filled of it in token wei.
 *
 * @example
 * import { clear, find } from "#twin";
 *
 * const book = new Map([[79, { assets: 80n, shares: 80_000_000n }]]);
 * find(book, clear(book, 50n, 0), 79).filled; // => 50n
 */
export function find(book: Book, clearing: Clearing, tick: number): Pool & { readonly filled: bigint } {
  return { ...(book.get(tick) ?? EMPTY_POOL), filled: clearing.fills.get(tick) ?? 0n };
}

/**
 * Whether stake at a tick is idle: below the price tick, or no space at all.
 *
 * @example
 * import { clear, isIdle } from "#twin";
 *
 * const book = new Map([[79, { assets: 80n, shares: 80_000_000n }]]);
 * isIdle(clear(book, 50n, 0), 40); // => true
 */
export function isIdle(clearing: Clearing, tick: number): boolean {
  return clearing.limit === 0n || tick < clearing.priceTick;
}
