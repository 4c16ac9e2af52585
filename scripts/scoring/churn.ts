import { requireRows, ScoringError } from "./error.js";
import { isConstant, spearman } from "./statistics.js";
import { topBottom } from "./topBottom.js";

/**
 * How much a ranking changed, in [0, 2]: 1 - Spearman correlation; or, with `topBottom`, the share of the top and bottom
 * names that are new (in [0, 1]). Both vectors over the same ids. Throws where one is constant.
 *
 * @example
 * import { churn } from "#scoring";
 *
 * churn([0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.4, 0.3]); // => 0.2
 * churn([0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.4, 0.3], { topBottom: 1 }); // => 0.5
 */
export function churn(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  options: { readonly topBottom?: number } = {},
): number {
  requireRows(before.length, after.length, "churn");
  if (options.topBottom !== undefined) {
    const a = topBottom(before, options.topBottom);
    const b = topBottom(after, options.topBottom);
    return 1 - (overlap(a.top, b.top) + overlap(a.bottom, b.bottom)) / (2 * options.topBottom);
  }
  if (isConstant(before) || isConstant(after)) throw new ScoringError("churn: expected rankings that are not constant");
  return 1 - spearman(before, after);
}

function overlap(a: Uint32Array, b: Uint32Array): number {
  const names = new Set(a);
  return b.reduce((count, row) => count + (names.has(row) ? 1 : 0), 0);
}
