import quantile from "@stdlib/stats-base-dists-normal-quantile";

import { ScoringError } from "./error.js";

/**
 * Standard normal quantile of each percentile in [0, 1]; 0 and 1 give -Infinity and Infinity.
 *
 * The library's quantile is a rational approximation in plain arithmetic: unlike `Math.log` and friends it gives the same
 * bits on every machine.
 *
 * @example
 * import { gaussian } from "#scoring";
 *
 * gaussian([0.025, 0.5, 0.975]); // => [-1.96, 0, 1.96]
 */
export function gaussian(percentiles: ArrayLike<number>): Float64Array {
  return Float64Array.from(percentiles, (p, row) => {
    if (p >= 0 && p <= 1) return quantile(p, 0, 1);
    throw new ScoringError(`gaussian: row ${row} is ${p}, expected a percentile from 0 to 1`);
  });
}
