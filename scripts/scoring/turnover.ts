import { requireFinite, requireRows } from "./error.js";

/**
 * Half the absolute change of portfolio weights over the same ids; 1 means all of a book of absolute sum 1 was replaced.
 *
 * @example
 * import { turnover } from "#scoring";
 *
 * turnover([0.5, -0.5, 0], [0.5, 0, -0.5]); // => 0.5
 */
export function turnover(before: ArrayLike<number>, after: ArrayLike<number>): number {
  requireRows(before.length, after.length, "turnover");
  requireFinite(before, "weights before");
  requireFinite(after, "weights after");
  let total = 0;
  for (let i = 0; i < before.length; i++) total += Math.abs(before[i]! - after[i]!);
  return total / 2;
}
