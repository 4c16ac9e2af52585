import type { Parameters } from "./parameters.js";
import type { ScoreRecord } from "./scoreSheet.js";
import { clamp, max, min, SCORE_ONE, WAD, WEIGHT_ONE } from "./units.js";

/** The two parts of a model's stake limit, token wei. */
export interface Limit {
  /** The share of the base that the last sheet gave. */
  readonly base: bigint;
  /** Earned by stake-weighted growth, decaying. */
  readonly earned: bigint;
}

/**
 * The base of a model no report has scored yet, token wei, rounded down. It has earned nothing.
 *
 * @example
 * import { DEFAULT_PARAMETERS, stakeLimit } from "#twin";
 *
 * stakeLimit.newcomerBase(DEFAULT_PARAMETERS); // => 100000000000000000000n
 */
export function newcomerBase(p: Parameters): bigint {
  return (p.baseLimit * p.newcomerShare) / WAD;
}

/**
 * Weight or share of the base of a record, units of 1e-4; above 1 reads as 1.
 *
 * @example
 * import { stakeLimit } from "#twin";
 *
 * stakeLimit.toShare(12_000); // => 10000n
 */
export function toShare(raw: number): bigint {
  return min(BigInt(raw), WEIGHT_ONE);
}

/**
 * The base a score record gives, token wei, rounded down once:
 * `baseLimit * min(baseShare, 1)` (mechanism, section 6).
 *
 * @example
 * import { DEFAULT_PARAMETERS, stakeLimit } from "#twin";
 *
 * stakeLimit.baseOf(DEFAULT_PARAMETERS, { score: 0, growth: 0, weight: 0, baseShare: 5_500 }); // => 550000000000000000000n
 */
export function baseOf(p: Parameters, record: ScoreRecord): bigint {
  return (p.baseLimit * toShare(record.baseShare)) / WEIGHT_ONE;
}

/**
 * What a model has earned after a reported round in which `filled` token wei were at risk:
 * `earned' = clamp((1 - limitDecay) * earned + limitGain * clip(growth) * filled, 0, maxLimit - base)`. The part kept and the
 * change round towards zero, each by itself (mechanism, section 6).
 *
 * @param before What it had earned before, token wei.
 * @param base The base of the round, token wei.
 *
 * @example
 * import { DEFAULT_PARAMETERS, stakeLimit, WAD } from "#twin";
 *
 * const record = { score: 0, growth: 1_000, weight: 10_000, baseShare: 10_000 };
 * stakeLimit.earnedAfter(DEFAULT_PARAMETERS, record, 0n, 1_000n * WAD, 500n * WAD); // => 40000000000000000000n
 */
export function earnedAfter(p: Parameters, record: ScoreRecord, before: bigint, base: bigint, filled: bigint): bigint {
  const growth = clamp((BigInt(record.growth) * WAD) / SCORE_ONE, -p.tcClip, p.tcClip);
  const kept = (before * (WAD - p.limitDecay)) / WAD;
  // Division of bigints truncates: a negative change is rounded towards zero, like a positive one.
  const change = (filled * p.limitGain * growth) / (WAD * WAD);
  return clamp(kept + change, 0n, max(0n, p.maxLimit - base));
}

/**
 * Base plus earned, token wei.
 *
 * @example
 * import { stakeLimit } from "#twin";
 *
 * stakeLimit.totalLimit({ base: 100n, earned: 20n }); // => 120n
 */
export function totalLimit(limit: Limit): bigint {
  return limit.base + limit.earned;
}
