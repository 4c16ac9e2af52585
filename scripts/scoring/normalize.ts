import { requireFinite, ScoringError } from "./error.js";
import { mapColumns, type Matrix } from "./matrix.js";
import { isConstant, standardDeviation, sum } from "./statistics.js";

/**
 * Each column divided by its standard deviation (divisor n). A constant column of zeros stays; any other constant throws.
 *
 * @example
 * import { matrixOf, varianceNormalize } from "#scoring";
 *
 * varianceNormalize(matrixOf([[-2, 2]])).data; // => [-1, 1]
 */
export function varianceNormalize(m: Matrix): Matrix {
  requireFinite(m.data, "variance normalize");
  return mapColumns(m, (column, j) => {
    const scale = standardDeviation(column);
    if (column.every((value) => value === 0)) return column;
    if (isConstant(column) || scale === 0) throw new ScoringError(`variance normalize: column ${j} does not vary`);
    return column.map((value) => value / scale);
  });
}

/**
 * Each column divided by the sum of its absolute values, so that they sum to 1. A column of zeros throws.
 *
 * @example
 * import { matrixOf, weightNormalize } from "#scoring";
 *
 * weightNormalize(matrixOf([[-1, 3]])).data; // => [-0.25, 0.75]
 */
export function weightNormalize(m: Matrix): Matrix {
  requireFinite(m.data, "weight normalize");
  return mapColumns(m, (column, j) => {
    const scale = sum(column.map(Math.abs));
    if (scale === 0) throw new ScoringError(`weight normalize: column ${j} is all zeros`);
    return column.map((value) => value / scale);
  });
}
