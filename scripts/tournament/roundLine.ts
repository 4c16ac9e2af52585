import { WAD } from "#twin";
import type { LockedBooks } from "./lockedBooks.js";

/** What happened in a round. Token wei. */
export interface RoundLine extends LockedBooks {
  readonly round: number;
  /** Common scale of all returns, at most 1. */
  readonly payoutFactor: number;
  readonly metaModelCorr: number;
  /** What the meta model would have scored if all stake in the books had counted, idle stake too. */
  readonly linearCorr: number;
  /** The fewest accounts that together hold half of the meta model's weight. */
  readonly halfHeldBy: number;
  /** The same if all stake in the books had counted. */
  readonly linearHalfHeldBy: number;
  readonly rent: bigint;
  readonly paid: bigint;
  readonly burned: bigint;
}

/** A model and whom it counts for; null: for nobody. */
export interface OwnedModel {
  readonly name: string;
  readonly account: string | null;
}

/**
 * The fewest accounts that together hold half of the weight in the meta model; 0 without any weight.
 *
 * @param models All models; one that counts for nobody stands for itself.
 * @param weights By name, of the models that took part.
 */
export function halfHeldBy(models: readonly OwnedModel[], weights: ReadonlyMap<string, number>): number {
  const held = new Map<string, number>();
  for (const { name, account } of models) {
    const owner = account ?? name;
    held.set(owner, (held.get(owner) ?? 0) + (weights.get(name) ?? 0));
  }
  const sorted = [...held.values()].sort((a, b) => b - a);
  const total = sorted.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return 0;
  let reached = 0;
  return 1 + sorted.findIndex((weight) => (reached += weight) >= total / 2);
}

/** A payout factor as a number. */
export function factorOf(wad: bigint): number {
  return Number(wad) / Number(WAD);
}
