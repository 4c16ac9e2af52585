import { dot } from "./statistics.js";

/**
 * `v` without its projection on `u`. A zero `u` spans nothing: `v` is returned as a copy.
 *
 * @example
 * import { orthogonalize } from "#scoring";
 *
 * orthogonalize([1, 2], [1, 0]); // => [0, 2]
 */
export function orthogonalize(v: ArrayLike<number>, u: ArrayLike<number>): Float64Array {
  const size = dot(u, u);
  const share = size === 0 ? 0 : dot(v, u) / size;
  return Float64Array.from(v, (value, i) => value - u[i]! * share);
}
