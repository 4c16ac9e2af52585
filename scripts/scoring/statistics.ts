import { requireFinite, requireRows } from "./error.js";
import { tieKeptRank } from "./rank.js";

/** Below this share of the size of its parts a sum is rounding noise. */
export const VANISHING = 1e-12;

/** Sum from the first element to the last. */
export function sum(x: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]!;
  return total;
}

/** Arithmetic mean; 0 for an empty vector. */
export function mean(x: ArrayLike<number>): number {
  return x.length === 0 ? 0 : sum(x) / x.length;
}

/** Inner product, summed from the first element to the last. */
export function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  requireRows(x.length, y.length, "inner product");
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]! * y[i]!;
  return total;
}

/** A copy shifted to mean 0. */
export function center(x: ArrayLike<number>): Float64Array {
  const shift = mean(x);
  return Float64Array.from(x, (value) => value - shift);
}

/** Beyond this size, or below its inverse, squares of values may leave the range of a double: 2^400. */
const COMFORTABLE = 2 ** 400;

/**
 * The power of four that brings the largest of the values near 1, if it is so small or large that its square could vanish or
 * become infinite; else 1. Multiplying with it is exact, also under a square root, so that nothing but the scale changes.
 */
export function comfortableScale(x: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i]!));
  if (largest === 0 || !(largest < 1 / COMFORTABLE || largest > COMFORTABLE)) return 1;
  let scale = 1;
  while (largest * scale < 1 && scale < 2 ** 1022) scale *= 4;
  while (largest * scale > 4) scale /= 4;
  return scale;
}

/**
 * Standard deviation with divisor n, as `numpy.std`; above 0 for whatever varies, however little.
 *
 * @example
 * import { standardDeviation } from "#scoring";
 *
 * standardDeviation([1, 3]); // => 1
 */
export function standardDeviation(x: ArrayLike<number>): number {
  if (x.length === 0) return 0;
  const centered = center(x);
  const scale = comfortableScale(centered);
  const scaled = centered.map((value) => value * scale);
  return Math.sqrt(dot(scaled, scaled) / x.length) / scale;
}

/** True where all values are the same number; a vector without a second value is constant. */
export function isConstant(x: ArrayLike<number>): boolean {
  for (let i = 1; i < x.length; i++) if (x[i] !== x[0]) return false;
  return true;
}

/**
 * Pearson correlation in [-1, 1].
 *
 * A constant vector correlates with nothing: the result is 0, where the reference library gives NaN. Money follows from
 * these numbers, so each must be defined.
 *
 * @example
 * import { pearson } from "#scoring";
 *
 * pearson([1, 2, 3], [1, 2, 4]); // => 0.982
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  requireRows(x.length, y.length, "correlation");
  requireFinite(x, "correlation");
  requireFinite(y, "correlation");
  return correlation(x, y);
}

/** {@link pearson} of vectors known to be in range; targets to the power 1.5 may be larger than inputs may. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (isConstant(x) || isConstant(y)) return 0;
  const a = comfortable(center(x));
  const b = comfortable(center(y));
  const scale = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
  return scale === 0 ? 0 : clampToUnit(dot(a, b) / scale);
}

/** The values times their {@link comfortableScale}: for what does not depend on a vector's length. */
export function comfortable(x: Float64Array): Float64Array {
  const scale = comfortableScale(x);
  return scale === 1 ? x : x.map((value) => value * scale);
}

/**
 * Spearman correlation: Pearson of the tie-kept ranks; 0 where one vector is constant.
 *
 * @example
 * import { spearman } from "#scoring";
 *
 * spearman([1, 2, 3], [1, 2, 400]); // => 1
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  requireRows(x.length, y.length, "rank correlation");
  return pearson(tieKeptRank(x), tieKeptRank(y));
}

/** Rounding can lead a correlation a few units in the last place out of [-1, 1]. */
export function clampToUnit(value: number): number {
  return Math.min(1, Math.max(-1, value));
}
