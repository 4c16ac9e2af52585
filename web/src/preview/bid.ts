import { depart, EMPTY_POOL, enter, MAX_TICK, type Parameters, rate, RATE_ONE, WAD } from "stakespace/twin";
import type { ModelView, PoolLine, PositionView } from "stakespace/viem";

import { bookOf, cleared, partOf } from "./books.ts";

/** Stake that comes in at a rate, besides what may leave another one for it. */
export interface Wish {
  readonly tick: number;
  /** Token wei that come from the wallet. */
  readonly assets: bigint;
  /** One's own shares that move from another tick of the model. */
  readonly from?: { readonly tick: number; readonly shares: bigint };
}

/** What a wish would do to a book, as it stands. Token wei. */
export interface Preview {
  readonly lines: readonly PoolLine[];
  /** What comes in, worth then. */
  readonly assets: bigint;
  /** Of what comes in, how much finds space. */
  readonly filled: bigint;
  readonly priceTick: number;
  readonly priceBefore: number;
  /** What it pays for this round, if the books locked so. */
  readonly rent: bigint;
  /** Everything of one's own on the model, then. */
  readonly ownAssets: bigint;
  readonly ownFilled: bigint;
  /** Stake that was filled before and is not any more, and what of it is one's own. */
  readonly displaced: bigint;
  readonly displacedOwn: bigint;
  /** The lowest rate at which some of it finds space; undefined where none does. */
  readonly fillsFrom: number | undefined;
  /** What it can cost in one round at worst: rent at its own rate, and the clip. */
  readonly mostRent: bigint;
  readonly mostLoss: bigint;
}

/** Clears the book with the wish in it, as the contract would. */
export function preview(
  model: ModelView,
  positions: readonly PositionView[],
  wish: Wish,
  parameters: Parameters,
): Preview {
  const before = cleared(bookOf(model), model.limit, model.reserveTick);
  const own = new Map(positions.map(({ tick, assets }) => [tick, assets]));
  const { book, assets } = withWish(model, wish);
  if (wish.from !== undefined) own.set(wish.from.tick, (own.get(wish.from.tick) ?? 0n) - assets);
  const after = cleared(book, model.limit, model.reserveTick);
  const filledAt = (tick: number, part: bigint): bigint =>
    partOf(part, book.get(tick) ?? EMPTY_POOL, after.clearing.fills.get(tick) ?? 0n);
  const filled = filledAt(wish.tick, assets);
  own.set(wish.tick, (own.get(wish.tick) ?? 0n) + assets);
  let [displaced, displacedOwn] = [0n, 0n];
  for (const { tick, assets: pool, filled: had } of before.lines) {
    const left = after.clearing.fills.get(tick) ?? 0n;
    // What comes in shares its pool's fill: the others of that pool keep the rest.
    const has = tick === wish.tick ? left - filled : left;
    if (has >= had || tick === wish.from?.tick) continue;
    displaced += had - has;
    const mine = positions.find((position) => position.tick === tick)?.assets ?? 0n;
    displacedOwn += partOf(mine, { assets: pool }, had - has);
  }
  return {
    lines: after.lines,
    assets,
    filled,
    priceTick: after.clearing.priceTick,
    priceBefore: before.clearing.priceTick,
    rent: (filled * after.clearing.rate) / RATE_ONE,
    ownAssets: sum([...own.values()]),
    ownFilled: sum([...own].map(([tick, part]) => filledAt(tick, part))),
    displaced,
    displacedOwn,
    fillsFrom: filled > 0n || assets === 0n ? undefined : lowestFilled(model, wish),
    mostRent: (assets * rate(wish.tick)) / RATE_ONE,
    mostLoss: (assets * parameters.returnClip) / WAD,
  };
}

/** The book after the wish, and what of it came in. */
function withWish(model: ModelView, { tick, assets, from }: Wish) {
  const book = new Map(bookOf(model));
  let coming = assets;
  if (from !== undefined) {
    const { pool, taken } = depart(book.get(from.tick) ?? EMPTY_POOL, from.shares);
    if (pool.shares === 0n) book.delete(from.tick);
    else book.set(from.tick, pool);
    coming += taken;
  }
  if (coming > 0n) book.set(tick, enter(book.get(tick) ?? EMPTY_POOL, coming).pool);
  return { book, assets: coming };
}

function lowestFilled(model: ModelView, wish: Wish): number | undefined {
  for (let tick = Math.max(wish.tick + 1, model.reserveTick); tick <= MAX_TICK; tick++) {
    const { book, assets } = withWish(model, { ...wish, tick });
    const { clearing } = cleared(book, model.limit, model.reserveTick);
    if (partOf(assets, book.get(tick) ?? EMPTY_POOL, clearing.fills.get(tick) ?? 0n) > 0n) return tick;
  }
  return undefined;
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
