import { requireDefined, requireFinite, requireRows } from "./error.js";
import { scoreColumns, type Matrix } from "./matrix.js";
import { neutralWeights } from "./portfolio.js";
import { center, dot } from "./statistics.js";

/**
 * Mean return of each column's neutral portfolio on the centred target (`alpha`).
 *
 * @example
 * import { alpha, matrixOf } from "#scoring";
 *
 * // A portfolio that is long what rose: neutral to nothing here but the market.
 * const predictions = matrixOf([[0.1, 0.4, 0.2, 0.9]]);
 * alpha(predictions, matrixOf([[1, 1, 1, 1]]), [1, 1, 1, 1], [-0.02, 0.01, -0.01, 0.04]); // => [0.0194]
 */
export function alpha(
  predictions: Matrix,
  neutralizers: Matrix,
  sampleWeights: ArrayLike<number>,
  target: ArrayLike<number>,
): Float64Array {
  requireRows(predictions.rows, target.length, "target");
  requireFinite(target, "target");
  const t = center(target);
  const weights = neutralWeights(predictions, neutralizers, sampleWeights);
  return requireDefined(
    scoreColumns(weights, (w) => dot(w, t) / t.length),
    "alpha",
  );
}
