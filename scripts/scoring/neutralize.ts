import { requireFinite, requireRows } from "./error.js";
import { columnOf, mapColumns, matrix, type Matrix } from "./matrix.js";
import { dot, isConstant } from "./statistics.js";
import { spanningBasis } from "./svd.js";

/** Directions weaker than this share of the strongest are not removed (`rcond` of the reference's least squares). */
const REFERENCE_RCOND = 1e-6;

/**
 * What is left of each column after least-squares regression on the neutralizers and a column of ones, times `proportion`
 * of the removal (1 removes all). A constant column becomes zeros at proportion 1 (the reference: NaN).
 *
 * @example
 * import { matrixOf, neutralize } from "#scoring";
 *
 * neutralize(matrixOf([[1, 2, 4]]), matrixOf([[1, 2, 3]])).data; // => [0.167, -0.333, 0.167]
 */
export function neutralize(m: Matrix, neutralizers: Matrix, proportion = 1): Matrix {
  requireRows(m.rows, neutralizers.rows, "neutralizers");
  requireFinite(m.data, "columns to neutralize");
  const basis = neutralizingBasis(neutralizers);
  return mapColumns(m, (column) => removeProjection(column, basis, proportion));
}

/**
 * Orthonormal basis of the neutralizers and the ones: computed once, it serves every model.
 *
 * @example
 * import { matrixOf, neutralizingBasis } from "#scoring";
 *
 * neutralizingBasis(matrixOf([[1, 2, 4], [2, 4, 8]])).columns; // => 2
 */
export function neutralizingBasis(neutralizers: Matrix): Matrix {
  requireFinite(neutralizers.data, "neutralizers");
  const { rows, columns } = neutralizers;
  const withOnes = matrix(rows, columns + 1);
  withOnes.data.set(neutralizers.data);
  withOnes.data.fill(1, rows * columns);
  return spanningBasis(withOnes, REFERENCE_RCOND).basis;
}

/** `x - proportion * B B'x` for orthonormal columns B. */
export function removeProjection(x: ArrayLike<number>, basis: Matrix, proportion = 1): Float64Array {
  const result = Float64Array.from(x);
  for (let k = 0; k < basis.columns; k++) {
    const direction = columnOf(basis, k);
    const share = proportion * dot(x, direction);
    for (let i = 0; i < result.length; i++) result[i]! -= share * direction[i]!;
  }
  return result;
}

/**
 * True where the neutralizers explain a column entirely. Its residual is rounding noise, but ranking would blow it up into
 * a full signal, so callers that rank next must treat the column as constant.
 */
export function isExplained(residual: ArrayLike<number>, original: ArrayLike<number>): boolean {
  return isConstant(original) || dot(residual, residual) <= 1e-20 * dot(original, original);
}
