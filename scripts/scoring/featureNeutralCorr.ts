import { requireRows } from "./error.js";
import { mapColumns, type Matrix } from "./matrix.js";
import { isExplained, neutralizingBasis, removeProjection } from "./neutralize.js";
import { numeraiCorr, type NumeraiCorrOptions } from "./numeraiCorr.js";
import { joinClose } from "./rank.js";
import { gaussianSignal } from "./signal.js";
import { dot, VANISHING } from "./statistics.js";

/**
 * FNC of each column: CORR of what is left of the gaussian signal after regression on the features (`feature_neutral_corr`).
 * The residual is ranked again by CORR, which is why the reference's variance normalisation in between changes nothing and
 * is left out. A column that the features explain entirely scores 0.
 *
 * @example
 * import { featureNeutralCorr, matrixOf } from "#scoring";
 *
 * const predictions = matrixOf([[0.1, 0.4, 0.2, 0.9, 0.5]]);
 * const size = matrixOf([[1, 2, 3, 4, 5]]);
 * featureNeutralCorr(predictions, size, [-0.02, 0.01, -0.01, 0.04, 0]); // => [0.7479]
 */
export function featureNeutralCorr(
  predictions: Matrix,
  features: Matrix,
  target: ArrayLike<number>,
  options: Pick<NumeraiCorrOptions, "topBottom"> = {},
): Float64Array {
  requireRows(predictions.rows, features.rows, "features");
  const basis = neutralizingBasis(features);
  const residuals = mapColumns(predictions, (column) => neutralResidual(gaussianSignal(column), basis));
  return numeraiCorr(residuals, target, options);
}

/**
 * The residual that FNC ranks. What differs only by rounding is made equal, because ranks would order the rounding: stocks
 * that the features explain alone (as a group of one does) tie, and so do those that the arithmetic gives one residual in two
 * ways. Zeros where nothing but rounding is left.
 */
export function neutralResidual(signal: Float64Array, basis: Matrix): Float64Array {
  const residual = removeProjection(signal, basis);
  if (isExplained(residual, signal)) return residual.fill(0);
  return joinClose(residual, VANISHING * Math.sqrt(dot(signal, signal) / signal.length));
}
