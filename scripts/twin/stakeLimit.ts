import type { Parameters } from "./parameters.js";
import type { ScoreRecord } from "./scoreSheet.js";
import { clamp, max, min, SCORE_ONE, WAD, WEIGHT_ONE } from "./units.js";

/** The two parts of a model's stake limit, token wei. */
export interface Limit {
  /** From uniqueness and account weight, anew each reported round. */
  readonly base: bigint;
  /** Earned by stake-weighted TC, decaying. */
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
 * Weight or uniqueness of a record, units of 1e-4; above 1 reads as 1.
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
 * `baseLimit * uniqueness * (newcomerShare + (1 - newcomerShare) * weight)` (mechanism, section 6).
 *
 * @example
 * import { DEFAULT_PARAMETERS, stakeLimit } from "#twin";
 *
 * stakeLimit.baseOf(DEFAULT_PARAMETERS, { score: 0, tc: 0, weight: 5_000, uniqueness: 10_000 }); // => 550000000000000000000n
 */
export function baseOf(p: Parameters, record: ScoreRecord): bigint {
  const weighted = p.newcomerShare * WEIGHT_ONE + (WAD - p.newcomerShare) * toShare(record.weight);
  return (p.baseLimit * toShare(record.uniqueness) * weighted) / (WEIGHT_ONE * WEIGHT_ONE * WAD);
}

/**
 * What a model has earned after a reported round in which `filled` token wei were at risk:
 * `earned' = clamp((1 - limitDecay) * earned + limitGain * clip(tc) * filled, 0, maxLimit - base)`. The part kept and the
 * change round towards zero, each by itself (mechanism, section 6).
 *
 * @param before What it had earned before, token wei.
 * @param base The base of the round, token wei.
 *
 * @example
 * import { DEFAULT_PARAMETERS, stakeLimit, WAD } from "#twin";
 *
 * const record = { score: 0, tc: 1_000, weight: 10_000, uniqueness: 10_000 };
 * stakeLimit.earnedAfter(DEFAULT_PARAMETERS, record, 0n, 1_000n * WAD, 500n * WAD); // => 20000000000000000000n
 */
export function earnedAfter(p: Parameters, record: ScoreRecord, before: bigint, base: bigint, filled: bigint): bigint {
  const tc = clamp((BigInt(record.tc) * WAD) / SCORE_ONE, -p.tcClip, p.tcClip);
  const kept = (before * (WAD - p.limitDecay)) / WAD;
  // Division of bigints truncates: a negative change is rounded towards zero, like a positive one.
  const change = (filled * p.limitGain * tc) / (WAD * WAD);
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
