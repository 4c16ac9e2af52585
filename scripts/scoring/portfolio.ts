import { requireFinite, requireRows } from "./error.js";
import { columnOf, mapColumns, matrix, type Matrix } from "./matrix.js";
import { powerSignal } from "./signal.js";
import { center, dot, mean, sum } from "./statistics.js";
import { spanningBasis } from "./svd.js";

/**
 * Neutral portfolio weights of each column: `(p - N N'(w p)) w` with the power signal p, neutralizers N and sample weights
 * w (`generate_neutralized_weights`). N is used as it is; it removes exposure fully only if `N' diag(w) N` is the identity.
 *
 * @example
 * import { matrixOf, neutralWeights } from "#scoring";
 *
 * neutralWeights(matrixOf([[0.1, 0.4, 0.9]]), matrixOf([[1, 1, 1]]), [1, 1, 1]).data; // => [-0.952, 0, 0.952]
 */
export function neutralWeights(predictions: Matrix, neutralizers: Matrix, sampleWeights: ArrayLike<number>): Matrix {
  requireRows(predictions.rows, neutralizers.rows, "neutralizers");
  requireRows(predictions.rows, sampleWeights.length, "sample weights");
  requireFinite(neutralizers.data, "neutralizers");
  requireFinite(sampleWeights, "sample weights");
  return mapColumns(predictions, (column) => {
    const p = powerSignal(column);
    const weighted = p.map((value, i) => value * sampleWeights[i]!);
    for (let k = 0; k < neutralizers.columns; k++) {
      const direction = columnOf(neutralizers, k);
      const share = dot(direction, weighted);
      for (let i = 0; i < p.length; i++) p[i]! -= share * direction[i]!;
    }
    return p.map((value, i) => value * sampleWeights[i]!);
  });
}

/**
 * The same, centred and scaled to absolute sum 1: the weights that churn and turnover compare. Zeros stay zeros.
 *
 * @example
 * import { matrixOf, normalizedNeutralWeights } from "#scoring";
 *
 * normalizedNeutralWeights(matrixOf([[0.1, 0.4, 0.9]]), matrixOf([[1, 1, 1]]), [1, 1, 1]).data; // => [-0.5, 0, 0.5]
 */
export function normalizedNeutralWeights(
  predictions: Matrix,
  neutralizers: Matrix,
  sampleWeights: ArrayLike<number>,
): Matrix {
  return mapColumns(neutralWeights(predictions, neutralizers, sampleWeights), (column) => {
    const centered = center(column);
    const scale = sum(centered.map(Math.abs));
    return scale === 0 ? centered : centered.map((value) => value / scale);
  });
}

/** Columns whose spread is below this share of their size carry no exposure, only rounding. */
const EXPOSURE_TOLERANCE = 1e-10;

/**
 * The neutralizers of TC: an orthonormal basis of the centred exposure columns.
 *
 * Columns are scaled to unit length first, which does not change their span but makes the test for dependent columns (one
 * of a one-hot group always is) independent of the units an exposure happens to be in.
 *
 * @example
 * import { exposureBasis, matrixOf } from "#scoring";
 *
 * exposureBasis(matrixOf([[1, 2, 3]])).data; // => [-0.707, 0, 0.707]
 */
export function exposureBasis(exposures: Matrix): Matrix {
  requireFinite(exposures.data, "exposures");
  const scaled = matrix(exposures.rows, exposures.columns);
  for (let j = 0; j < exposures.columns; j++) {
    const column = columnOf(exposures, j);
    const shift = mean(column);
    const to = columnOf(scaled, j);
    for (let i = 0; i < column.length; i++) to[i] = column[i]! - shift;
    const size = Math.sqrt(dot(to, to));
    if (size <= EXPOSURE_TOLERANCE * Math.sqrt(dot(column, column))) to.fill(0);
    else for (let i = 0; i < to.length; i++) to[i]! /= size;
  }
  return spanningBasis(scaled, EXPOSURE_TOLERANCE).basis;
}
