import { RATE_ONE, totalAssets, WAD } from "#twin";
import type { PreparedReport } from "#oracle";
import type { Exchange } from "./exchange.js";

/** The books when a round locks. Token wei; rates as a share of filled stake a round. */
export interface LockedBooks {
  readonly filled: bigint;
  readonly idle: bigint;
  /** Over models with filled stake. */
  readonly medianRate: number;
  readonly topRate: number;
}

/** What happened in a round. Token wei. */
export interface RoundLine extends LockedBooks {
  readonly round: number;
  /** Common scale of all returns, at most 1. */
  readonly payoutFactor: number;
  readonly metaModelCorr: number;
  /** The fewest accounts that together hold half of the meta model's weight. */
  readonly halfHeldBy: number;
  readonly rent: bigint;
  readonly paid: bigint;
  readonly burned: bigint;
}

/** Looks at all books. To be called while they are frozen. */
export function lockedBooks({ twin, modelIds }: Exchange): LockedBooks {
  let [filled, assets] = [0n, 0n];
  const rates: number[] = [];
  for (const model of modelIds.values()) {
    const quote = twin.quote(model);
    filled += quote.filled;
    assets += totalAssets(twin.book(model));
    if (quote.filled > 0n) rates.push(Number(quote.rate) / Number(RATE_ONE));
  }
  rates.sort((a, b) => a - b);
  return { filled, idle: assets - filled, medianRate: median(rates), topRate: rates.at(-1) ?? 0 };
}

/** The fewest accounts that together hold half of the weight in the meta model; 0 without any weight. */
export function halfHeldBy({ bundle, scores, metaWeights }: PreparedReport): number {
  const owners = new Map(bundle.models.map(({ name, account }) => [name, account ?? name]));
  const weights = new Map<string, number>();
  for (const [place, { model }] of scores.models.entries()) {
    const owner = owners.get(model)!;
    weights.set(owner, (weights.get(owner) ?? 0) + metaWeights[place]!);
  }
  const sorted = [...weights.values()].sort((a, b) => b - a);
  const total = sorted.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return 0;
  let held = 0;
  return 1 + sorted.findIndex((weight) => (held += weight) >= total / 2);
}

/** A payout factor as a number. */
export function factorOf(wad: bigint): number {
  return Number(wad) / Number(WAD);
}

/** The middle one of sorted numbers, or the mean of the two in the middle; 0 of none. */
function median(sorted: readonly number[]): number {
  if (sorted.length === 0) return 0;
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)]!, sorted[Math.floor(sorted.length / 2)]!];
  return (low + high) / 2;
}
