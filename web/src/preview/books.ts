import { type Book, clear, type Clearing } from "stakespace/twin";
import type { ModelView, PoolLine } from "stakespace/viem";

/** The pools of a model by tick, as the twin takes them. */
export function bookOf({ pools }: Pick<ModelView, "pools">): Book {
  return new Map(pools.map(({ tick, assets, shares }) => [tick, { assets, shares }]));
}

/** A book with what clearing gives each pool, highest tick first. */
export function linesOf(book: Book, clearing: Clearing): PoolLine[] {
  return [...book]
    .map(([tick, pool]) => ({ tick, ...pool, filled: clearing.fills.get(tick) ?? 0n }))
    .sort((a, b) => b.tick - a.tick);
}

/** The part of a pool's fill that belongs to some of its assets, rounded down. */
export function partOf(assets: bigint, pool: { readonly assets: bigint }, filled: bigint): bigint {
  return pool.assets === 0n ? 0n : (assets * filled) / pool.assets;
}

/** What a book gives, and its lines. */
export function cleared(book: Book, limit: bigint, reserveTick: number): { clearing: Clearing; lines: PoolLine[] } {
  const clearing = clear(book, limit, reserveTick);
  return { clearing, lines: linesOf(book, clearing) };
}
