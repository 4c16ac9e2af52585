import { requireFinite } from "./error.js";
import { comfortable, dot } from "./statistics.js";

/**
 * `v` without its projection on `u`. A zero `u` spans nothing: `v` is returned as a copy.
 *
 * @example
 * import { orthogonalize } from "#scoring";
 *
 * orthogonalize([1, 2], [1, 0]); // => [0, 2]
 */
export function orthogonalize(v: ArrayLike<number>, u: ArrayLike<number>): Float64Array {
  requireFinite(v, "vector");
  requireFinite(u, "vector to remove");
  const direction = comfortable(Float64Array.from(u));
  const size = dot(direction, direction);
  const share = size === 0 ? 0 : dot(v, direction) / size;
  return Float64Array.from(v, (value, i) => value - direction[i]! * share);
}
