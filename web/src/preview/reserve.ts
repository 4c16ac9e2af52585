import { clear, EMPTY_POOL, MAX_TICK, RATE_ONE } from "stakespace/twin";
import type { ModelView } from "stakespace/viem";

import { bookOf, partOf } from "./books.ts";

/** What a reserve would bring, with the stake that bids now. */
export interface ReserveAdvice {
  readonly tick: number;
  /** Rent of others in one round, before the treasury's fee, token wei. */
  readonly rent: bigint;
  /** What the reserve that is set for the next round brings. */
  readonly rentNow: bigint;
}

/**
 * The reserve that brings the most rent of others if nobody changed his bid: the lowest of those that bring as much, because stake
 * that is turned away may not come back. Rent on the owner's own stake comes back to him, and is no reason for any reserve.
 *
 * @param own What the owner has on the model, by tick. Token wei.
 */
export function adviseReserve(model: ModelView, own: ReadonlyMap<number, bigint>): ReserveAdvice {
  const book = bookOf(model);
  const rentAt = (reserve: number): bigint => {
    const { filled, rate, fills } = clear(book, model.limit, reserve);
    let others = filled;
    for (const [tick, assets] of own) others -= partOf(assets, book.get(tick) ?? EMPTY_POOL, fills.get(tick) ?? 0n);
    return (others * rate) / RATE_ONE;
  };
  let [tick, rent] = [0, rentAt(0)];
  for (let reserve = 1; reserve <= MAX_TICK; reserve++) {
    const brings = rentAt(reserve);
    if (brings > rent) [tick, rent] = [reserve, brings];
  }
  return { tick, rent, rentNow: rentAt(model.nextReserveTick) };
}
