import type { SpacePolicy } from "./types.js";

/** The most uniqueness recovers a round. */
const RECOVERY = 0.125;

/** The first rule: base by uniqueness and account weight, growth by this round's TC. */
export function firstRule(models: number, newcomerShare: number): SpacePolicy {
  const published = new Float64Array(models).fill(1);
  return ({ present, tc, uniqueness, weight }) => ({
    growth: tc,
    baseShare: uniqueness.map((now, j) => {
      if (present[j] === 0) return 0;
      published[j] = Math.min(now, published[j]! + RECOVERY);
      return published[j] * (newcomerShare + (1 - newcomerShare) * weight[j]!);
    }),
  });
}
