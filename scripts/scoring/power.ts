import { ScoringError } from "./error.js";

/**
 * `sign(x) * |x|^1.5` of each value, as `sign * |x| * sqrt(|x|)`: `Math.pow` may differ between machines, a square root
 * may not.
 *
 * @example
 * import { power15 } from "#scoring";
 *
 * power15([-4, 1, 9]); // => [-8, 1, 27]
 */
export function power15(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, (x, row) => {
    if (Number.isNaN(x)) throw new ScoringError(`power: row ${row} is NaN`);
    const size = Math.abs(x);
    return x < 0 ? -(size * Math.sqrt(size)) : size * Math.sqrt(size);
  });
}
