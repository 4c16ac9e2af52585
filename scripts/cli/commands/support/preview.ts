import type { ModelView } from "#chain";
import {
  EMPTY_POOL,
  enter,
  depart,
  toAssetsDown,
  VIRTUAL_ASSETS,
  VIRTUAL_SHARES,
  type Pool,
  clear,
  type Book,
  divUp,
  min,
  RATE_ONE,
} from "#twin";
import { tickText } from "./arguments.js";

/** What clearing gives; see {@link ModelView}. */
export interface Price {
  readonly demand: bigint;
  readonly filled: bigint;
  readonly priceTick: number;
  /** Units of 1e-5 of the filled stake per round. */
  readonly rate: bigint;
}

/** What a bid would get, were the book to stay as it is. Token wei. */
export interface BidPreview {
  readonly after: Price;
  /** The part of the bid that gets space. */
  readonly filled: bigint;
  /** What that part pays for the round, rounded down. */
  readonly rent: bigint;
}

/** The book of a model as the twin has it. */
export function bookOf(model: ModelView): Map<number, Pool> {
  return new Map(model.pools.map(({ tick, assets, shares }) => [tick, { assets, shares }]));
}

/** The book after `assets` token wei came in at a tick. */
export function withAdded(book: Book, tick: number, assets: bigint): Map<number, Pool> {
  return new Map(book).set(tick, enter(book.get(tick) ?? EMPTY_POOL, assets).pool);
}

/** The book after `shares` left a tick that has them. */
export function withTaken(book: Book, tick: number, shares: bigint): Map<number, Pool> {
  const { pool } = depart(book.get(tick)!, shares);
  const next = new Map(book);
  if (pool.shares === 0n) next.delete(tick);
  else next.set(tick, pool);
  return next;
}

/** What clearing a changed book of the model gives. */
export function priceOf(model: ModelView, book: Book): Price {
  const { demand, filled, priceTick, rate } = clear(book, model.limit, model.reserveTick);
  return { demand, filled, priceTick, rate };
}

/** What speaks against stake at a tick of a model that would be filled so. */
export function idleWarnings(model: ModelView, tick: number, { after, filled }: BidPreview): string[] {
  if (filled > 0n) return [];
  if (model.limit === 0n)
    return ["the model has no stake space now; all of it would be idle, pay nothing and earn nothing."];
  if (tick < model.reserveTick) {
    return [
      `this is below the model's reserve, ${tickText(model.reserveTick)}: as long as that stands all of it is idle, pays nothing and earns nothing.`,
    ];
  }
  return [
    `this is below the price, ${tickText(after.priceTick)}: all of it would be idle, pay nothing and earn nothing.`,
  ];
}

/** What a bid of `assets` token wei at a tick would get. */
export function previewBid(model: ModelView, tick: number, assets: bigint): BidPreview {
  return shareOf(model, withAdded(bookOf(model), tick, assets), tick, assets);
}

/** What `assets` token wei at a tick of a book get: their part of the pool's filling, rounded down. */
export function shareOf(model: ModelView, book: Book, tick: number, assets: bigint): BidPreview {
  const clearing = clear(book, model.limit, model.reserveTick);
  const pool = book.get(tick) ?? EMPTY_POOL;
  const filled = pool.assets === 0n ? 0n : (assets * (clearing.fills.get(tick) ?? 0n)) / pool.assets;
  return { after: priceOf(model, book), filled, rent: (filled * clearing.rate) / RATE_ONE };
}

/** The fewest shares of a pool that are worth at least `assets` token wei, at most `held`. */
export function sharesWorth(pool: Pool, assets: bigint, held: bigint): bigint {
  if (assets >= toAssetsDown(pool, held)) return held;
  return min(divUp(assets * (pool.shares + VIRTUAL_SHARES), pool.assets + VIRTUAL_ASSETS), held);
}
