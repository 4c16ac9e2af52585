import { requireRows } from "./error.js";
import { mapColumns, type Matrix } from "./matrix.js";
import { isExplained, neutralizingBasis, removeProjection } from "./neutralize.js";
import { numeraiCorr, type NumeraiCorrOptions } from "./numeraiCorr.js";
import { gaussianSignal } from "./signal.js";

/**
 * FNC of each column: CORR of what is left of the gaussian signal after regression on the features (`feature_neutral_corr`).
 * The residual is ranked again by CORR, which is why the reference's variance normalisation in between changes nothing and
 * is left out. A column that the features explain entirely scores 0.
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

/** The residual that FNC ranks: zeros where nothing but rounding is left. */
export function neutralResidual(signal: Float64Array, basis: Matrix): Float64Array {
  const residual = removeProjection(signal, basis);
  return isExplained(residual, signal) ? residual.fill(0) : residual;
}
