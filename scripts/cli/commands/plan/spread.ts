import type { ModelView } from "#chain";
import { type Book, clear, min, RATE_ONE } from "#twin";
import { bookOf, shareOf, withAdded, type BidPreview } from "../support/preview.js";

/** A bid of a plan. Token wei. */
export interface PlannedBid extends BidPreview {
  readonly model: ModelView;
  readonly amount: bigint;
}

/** What a budget is to be spread by. Token wei. */
export interface SpreadTerms {
  readonly budget: bigint;
  /** Every bid is at this tick: the most that is paid; the price of a model is mostly less. */
  readonly tick: number;
  /** The most on one model. */
  readonly most: bigint;
  /** What a position must be worth at least. */
  readonly least: bigint;
  /** Most models that are bid on. */
  readonly count: number;
}

/** A budget is spread in so many parts: each goes where it is filled for the least. */
const PARTS = 60n;

/**
 * Spreads a budget over models: part by part to the model where it is filled whole and adds the least to the rent,
 * the rise of the price for what was bid on it before included, as the twin clears the books. What finds no space stays unspent.
 */
export function spread(models: readonly ModelView[], terms: SpreadTerms): PlannedBid[] {
  const { budget, tick, most, least, count } = terms;
  const piece = budget / PARTS > least ? budget / PARTS : least;
  const bids = new Map<ModelView, bigint>();
  for (let left = budget; left > 0n;) {
    const best = models
      .flatMap((model) => {
        const before = bids.get(model) ?? 0n;
        const part = [left, piece, most - before, roomAt(model, tick) - before].reduce((a, b) => min(a, b));
        const isNew = before === 0n;
        if (part <= 0n || (isNew && (bids.size >= count || part < least))) return [];
        const more = costOf(model, tick, before + part) - costOf(model, tick, before);
        return [{ model, part, more: (more * RATE_ONE) / part }];
      })
      // Of those that cost the same the one with the most room, then the oldest.
      .sort(
        (a, b) => compare(a.more, b.more) || compare(roomOf(b.model), roomOf(a.model)) || a.model.model - b.model.model,
      )[0];
    if (best === undefined) break;
    bids.set(best.model, (bids.get(best.model) ?? 0n) + best.part);
    left -= best.part;
  }
  return [...bids]
    .map(([model, amount]) => ({ model, amount, ...shareOf(model, bookWith(model, tick, amount), tick, amount) }))
    .sort((a, b) => a.model.model - b.model.model);
}

/** What finds space at a tick, were everything at it and above filled first. */
function roomAt({ limit, reserveTick, pools }: ModelView, tick: number): bigint {
  if (tick < reserveTick) return 0n;
  return pools.reduce((room, pool) => (pool.tick >= tick ? room - pool.assets : room), limit);
}

/** What a bid that is filled whole pays a round. */
function costOf(model: ModelView, tick: number, amount: bigint): bigint {
  if (amount === 0n) return 0n;
  const { rate } = clear(bookWith(model, tick, amount), model.limit, model.reserveTick);
  return (amount * rate) / RATE_ONE;
}

function bookWith(model: ModelView, tick: number, amount: bigint): Book {
  return withAdded(bookOf(model), tick, amount);
}

function roomOf({ limit, filled }: ModelView): bigint {
  return limit - filled;
}

function compare(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
