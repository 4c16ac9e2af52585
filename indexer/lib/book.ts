import schema from "ponder:schema";

import { type Db, type Model } from "./tables.js";
import { clear, type Pool } from "./twin.js";

/** The occupied ticks of a model, from its bitmap. */
export function ticksOf(bitmap: bigint): number[] {
  const ticks: number[] = [];
  for (let tick = 0, rest = bitmap; rest > 0n; tick++, rest >>= 1n) if ((rest & 1n) === 1n) ticks.push(tick);
  return ticks;
}

/** A model's pools by tick. */
export async function bookOf(db: Db, { id, bitmap }: Pick<Model, "id" | "bitmap">): Promise<Map<number, Pool>> {
  const book = new Map<number, Pool>();
  for (const tick of ticksOf(bitmap)) {
    const pool = await db.find(schema.pool, { modelId: id, tick });
    if (pool !== null) book.set(tick, { assets: pool.assets, shares: pool.shares });
  }
  return book;
}

/** Writes a pool, and the rent its shares have paid more; one that nobody is in any more is gone, with the few wei that rounding left in it. */
export async function setPool(db: Db, modelId: number, tick: number, pool: Pool, rentPerShare = 0n): Promise<void> {
  if (pool.shares === 0n) {
    await db.delete(schema.pool, { modelId, tick });
    return;
  }
  const { assets, shares } = pool;
  await db
    .insert(schema.pool)
    .values({ modelId, tick, assets, shares, rentPerShare })
    .onConflictDoUpdate((row) => ({ assets, shares, rentPerShare: row.rentPerShare + rentPerShare }));
}

/** The reserve tick that counts in a round. */
export function reserveTickIn(
  round: number,
  { reserveTick, nextReserveTick, reserveFrom }: Pick<Model, "reserveTick" | "nextReserveTick" | "reserveFrom">,
): number {
  return round >= reserveFrom ? nextReserveTick : reserveTick;
}

/** What a model's row says of its book. */
export function quoteOf(book: ReadonlyMap<number, Pool>, space: bigint, reserveTick: number) {
  const { demand, filled, priceTick, rate } = clear(book, space, reserveTick);
  let [assets, bitmap] = [0n, 0n];
  for (const [tick, pool] of book) {
    assets += pool.assets;
    bitmap |= 1n << BigInt(tick);
  }
  return { bitmap, assets, demand, filled, priceTick, rate: Number(rate) };
}
