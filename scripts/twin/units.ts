/**
 * Units of the twin. Token amounts and fractions are `bigint`: token wei, and 18 decimals unless a name says otherwise.
 * What only counts or points (model ids, rounds, ticks, unix seconds, the 16-bit fields of a score record) is `number`.
 */

/** One, for fractions with 18 decimals: payout factors, clips, shares of a whole. */
export const WAD = 10n ** 18n;

/** One, in the unit of a record's `score` and `growth` and of a report's `maxScore`. */
export const SCORE_ONE = 100_000n;

/** One, in the unit of a record's `weight` and `baseShare`. */
export const WEIGHT_ONE = 10_000n;

/** An hour and a day, in seconds. */
export const HOUR = 3_600;
export const DAY = 24 * HOUR;

/**
 * The smaller of two.
 *
 * @example
 * import { min } from "#twin";
 *
 * min(2n, 3n); // => 2n
 */
export function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/**
 * The larger of two.
 *
 * @example
 * import { max } from "#twin";
 *
 * max(2n, 3n); // => 3n
 */
export function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/**
 * `value`, moved into `[low, high]` if it lies outside; `low <= high`.
 *
 * @example
 * import { clamp } from "#twin";
 *
 * clamp(7n, 0n, 5n); // => 5n
 */
export function clamp(value: bigint, low: bigint, high: bigint): bigint {
  return max(low, min(value, high));
}

/**
 * `numerator / denominator` rounded up, for non-negative numerators.
 *
 * @example
 * import { divUp } from "#twin";
 *
 * divUp(7n, 2n); // => 4n
 */
export function divUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
