import type { PoolLine } from "stakespace/viem";

/** One pool of the picture: a block at its rate, standing on all that bids more. Parts of the picture's height, from below. */
export interface Block {
  readonly tick: number;
  readonly from: number;
  readonly to: number;
  /** Up to here it is filled. */
  readonly filledTo: number;
  /** From here on it is one's own, at the top of the block. */
  readonly ownFrom: number;
  /** Up to here a previewed bid reaches down from the top. */
  readonly previewFrom: number;
}

export interface BookLayout {
  readonly blocks: readonly Block[];
  /** How high the limit is; undefined without one. */
  readonly limit: number | undefined;
  /** Token wei at the top of the picture. */
  readonly top: bigint;
  /** Whether more stake bids than the picture shows. */
  readonly cut: boolean;
}

/** The picture is at most so many half limits high: a book many times oversold would hide its own price. */
const LIMITS_HIGH = 5n;
const SCALE = 1_000_000n;

/**
 * Stacks the pools in the order in which they get space, the highest rate first.
 *
 * @param own What one has at each tick, token wei.
 * @param preview What of a tick is a bid that is only thought of.
 */
export function layBook(
  pools: readonly PoolLine[],
  limit: bigint,
  own: ReadonlyMap<number, bigint>,
  preview: { readonly tick: number; readonly assets: bigint } | undefined,
): BookLayout {
  const demand = pools.reduce((sum, { assets }) => sum + assets, 0n);
  const wanted = demand > limit ? demand : limit;
  const most = limit === 0n ? wanted : (limit * LIMITS_HIGH) / 2n;
  const cut = wanted > most;
  const top = ((cut ? most : wanted) * 108n) / 100n || 1n;
  const part = (wei: bigint): number => Math.min(1, Number((wei * SCALE) / top) / Number(SCALE));
  let below = 0n;
  const blocks = [...pools]
    .sort((a, b) => b.tick - a.tick)
    .map(({ tick, assets, filled }): Block => {
      const from = below;
      below += assets;
      const mine = own.get(tick) ?? 0n;
      const thought = preview?.tick === tick ? preview.assets : 0n;
      return {
        tick,
        from: part(from),
        to: part(below),
        filledTo: part(from + filled),
        ownFrom: part(below - thought - mine),
        previewFrom: part(below - thought),
      };
    });
  return { blocks, limit: limit === 0n ? undefined : part(limit), top, cut };
}
