import type { LimitRecord } from "./record.js";
import type { LimitRule } from "./rule.js";

/**
 * How sure a record makes us that the model beats the benchmark, in [0, 1]: its t statistic, `doubt` rounds of ordinary
 * scores added to its squares, over `certainty`. Noise stays near 0 however long it plays.
 *
 * @param scale See {@link nextScale}.
 */
export function confidence(record: LimitRecord, scale: number, rule: LimitRule): number {
  const error = Math.sqrt(record.squares + rule.doubt * scale);
  if (error === 0) return 0;
  return Math.min(1, Math.max(0, record.excess / error / rule.certainty));
}

/**
 * Share of `baseLimit` a model gets: uniqueness times the newcomer's share, raised to the whole by confidence.
 *
 * @param uniqueness In [0, 1], 0 for a model that did not take part.
 * @param newcomerShare In [0, 1].
 */
export function baseShareOf(uniqueness: number, sure: number, newcomerShare: number): number {
  return uniqueness * (newcomerShare + (1 - newcomerShare) * sure);
}

/** The share that is published: it falls at once and rises by at most {@link LimitRule.recovery} a round. */
export function ratchet(before: number, now: number, rule: LimitRule): number {
  return Math.min(now, before + rule.recovery);
}

/**
 * Growth of the earned limit per filled token and limit gain: part this round's TC, part the mean TC that the record shows,
 * drawn towards 0 by `prior` rounds. Noise averages out before it compounds, and change is still seen. The same for copies
 * with equal records, so splitting a stake over them grows the same total.
 *
 * @param record The record with this round in it.
 * @param tc This round's.
 */
export function limitGrowth(record: LimitRecord, tc: number, rule: LimitRule): number {
  const mean = record.contribution / (record.rounds + rule.prior);
  return (1 - rule.steadiness) * tc + rule.steadiness * mean - rule.upkeep;
}

/**
 * The TC that a published growth was made from, the inverse of {@link limitGrowth}: with it the records of all models follow from
 * the published sheets and the filled stakes alone, and a lost bundle stops nobody.
 *
 * @param before The record without the round.
 * @param counts See `exposure`.
 */
export function tcOf(growth: number, before: LimitRecord, counts: number, rule: LimitRule): number {
  const weight = rule.steadiness / (rule.memory * before.rounds + counts + rule.prior);
  return (growth + rule.upkeep - weight * rule.memory * before.contribution) / (1 - rule.steadiness + weight * counts);
}
