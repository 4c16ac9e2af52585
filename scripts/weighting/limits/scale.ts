import type { LimitRule } from "./rule.js";

/** What a model of a round is judged by. */
export interface ScoredStake {
  /** Payout score as published, e.g. 0.02. */
  readonly score: number;
  /** Filled stake, tokens. */
  readonly filled: number;
}

/**
 * The score a model has to beat: {@link LimitRule.benchmark} times the stake-weighted mean score; 0 without any stake.
 * Relative, so that a season in which everything scores well gives no space away.
 */
export function benchmarkOf(models: readonly ScoredStake[], rule: LimitRule): number {
  let stake = 0;
  let total = 0;
  for (const { score, filled } of models) {
    stake += filled;
    total += filled * score;
  }
  return stake > 0 ? (rule.benchmark * total) / stake : 0;
}

/** The median absolute deviation of a normal number with standard deviation 1. */
const NORMAL_MAD = 0.6745;

/**
 * Square of the scale of scores: a running mean of `(median |excess| / .6745)^2`, begun with the first round's. A median, so
 * that a few models cannot move it.
 *
 * @param before The scale so far, undefined before the first round.
 * @param excesses Score above the benchmark of every model that took part.
 */
export function nextScale(
  before: number | undefined,
  excesses: readonly number[],
  rule: LimitRule,
): number | undefined {
  if (excesses.length === 0) return before;
  const spread = median(excesses.map(Math.abs)) / NORMAL_MAD;
  const now = spread * spread;
  return before === undefined ? now : rule.scaleMemory * before + (1 - rule.scaleMemory) * now;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
