import { requireFinite } from "./error.js";

/** How far from its median a target may lie, in median distances from it. */
const FARTHEST = 15;

/**
 * A round's target with its outliers bounded: no value lies further from the median than 15 times the median distance from it
 * (distances of 0 left out, so that a target of few buckets has one). That is ten standard deviations of a normal target: what
 * lies beyond is a split that nobody accounted for, or one stock that would decide the whole round, and TC with it, which is
 * linear in the target.
 *
 * Bounding a bounded target changes nothing. A target that does not vary comes back as it is.
 *
 * @example
 * import { boundedTarget } from "#scoring";
 *
 * boundedTarget([-2, -1, 0, 1, 2, 100]); // => [-2, -1, 0, 1, 2, 23]
 */
export function boundedTarget(target: ArrayLike<number>): Float64Array {
  requireFinite(target, "target");
  const values = Float64Array.from(target);
  const middle = median(values);
  const distances = values.map((value) => Math.abs(value - middle)).filter((distance) => distance > 0);
  if (distances.length === 0) return values;
  const bound = FARTHEST * median(distances);
  return values.map((value) => Math.min(middle + bound, Math.max(middle - bound, value)));
}

/** The middle value, or the mean of the two in the middle; 0 of none. */
function median(values: Float64Array): number {
  if (values.length === 0) return 0;
  const sorted = values.slice().sort();
  const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
  return low + (high - low) / 2;
}
