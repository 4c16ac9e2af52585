import { RATE_ONE, totalAssets } from "#twin";
import type { Exchange } from "./exchange.js";
import { addIdleStake, idleStakeOf, NO_IDLE_STAKE, type IdleStake } from "./idleStake.js";

/** A model's book when a round locks. Token wei; the rate is a share of filled stake a round. */
export interface LockedModel {
  readonly limit: bigint;
  /** All stake on the model, filled or not: what linear stake would count. */
  readonly stake: bigint;
  readonly filled: bigint;
  readonly idle: IdleStake;
  readonly rate: number;
}

/** All books when a round locks. Token wei; rates as a share of filled stake a round. */
export interface LockedBooks {
  readonly filled: bigint;
  readonly idle: bigint;
  /** The idle stake again, by reason. */
  readonly idleBecause: IdleStake;
  /** Over models with filled stake. */
  readonly medianRate: number;
  readonly topRate: number;
}

/** Looks at all books, in order of model ids. To be called while they are frozen. */
export function lockedModels({ twin, modelIds }: Exchange): LockedModel[] {
  return [...modelIds.values()].map((model) => {
    const [book, quote] = [twin.book(model), twin.quote(model)];
    return {
      limit: quote.limit,
      stake: totalAssets(book),
      filled: quote.filled,
      idle: idleStakeOf(book, quote),
      rate: Number(quote.rate) / Number(RATE_ONE),
    };
  });
}

/** What the books of all models come to. */
export function lockedBooks(models: readonly LockedModel[]): LockedBooks {
  const sum = (field: "stake" | "filled"): bigint => models.reduce((total, model) => total + model[field], 0n);
  const rates = models.flatMap(({ filled, rate }) => (filled > 0n ? [rate] : [])).sort((a, b) => a - b);
  return {
    filled: sum("filled"),
    idle: sum("stake") - sum("filled"),
    idleBecause: models.reduce((total, { idle }) => addIdleStake(total, idle), NO_IDLE_STAKE),
    medianRate: median(rates),
    topRate: rates.at(-1) ?? 0,
  };
}

/** The middle one of sorted numbers, or the mean of the two in the middle; 0 of none. */
function median(sorted: readonly number[]): number {
  if (sorted.length === 0) return 0;
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)]!, sorted[Math.floor(sorted.length / 2)]!];
  return (low + high) / 2;
}
