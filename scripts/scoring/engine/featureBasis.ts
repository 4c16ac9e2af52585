import { columnOf, matrixOf, type Matrix } from "../matrix.js";
import { neutralizingBasis, removeProjection } from "../neutralize.js";
import { center, dot, isConstant } from "../statistics.js";

/** One basis that serves both FNC, which removes its first columns, and the correlations with features. */
export interface FeatureBasis {
  readonly basis: Matrix;
  readonly removedColumns: number;
  /** Feature f, centred and of length 1, is `sum_k coefficients[f * columns + k] * basis_k`; zeros for a constant one. */
  readonly coefficients: Float64Array;
}

/**
 * The features' correlations with a signal then follow from the products with the basis that FNC needs anyway. A feature
 * that least squares dropped as too faint lies partly outside the span of what FNC removes; what is outside is appended.
 *
 * @example
 * import { featureBasis, matrixOf } from "#scoring";
 *
 * featureBasis(matrixOf([[1, 2, 4], [2, 4, 8]])).removedColumns; // => 2
 */
export function featureBasis(features: Matrix): FeatureBasis {
  const removed = neutralizingBasis(features);
  const columns = Array.from({ length: removed.columns }, (_, k) => columnOf(removed, k));
  const units = Array.from({ length: features.columns }, (_, f) => unitFeature(columnOf(features, f)));
  for (const unit of units) {
    let outside = removeProjection(unit, matrixOf(columns, features.rows));
    const size = Math.sqrt(dot(outside, outside));
    if (size <= 1e-9) continue;
    // Twice, since what is left of a nearly dependent vector is not orthogonal after one pass.
    outside = removeProjection(outside, matrixOf(columns, features.rows));
    const length = Math.sqrt(dot(outside, outside));
    columns.push(outside.map((value) => value / length));
  }
  const coefficients = Float64Array.from(units.flatMap((unit) => columns.map((column) => dot(unit, column))));
  return { basis: matrixOf(columns, features.rows), removedColumns: removed.columns, coefficients };
}

function unitFeature(feature: Float64Array): Float64Array {
  if (isConstant(feature)) return new Float64Array(feature.length);
  const centered = center(feature);
  const size = Math.sqrt(dot(centered, centered));
  return size === 0 ? centered : centered.map((value) => value / size);
}
