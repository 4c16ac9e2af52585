import { requireDefined, requireFinite, requireRows } from "./error.js";
import { mapColumns, scoreColumns, type Matrix } from "./matrix.js";
import { requireWeights } from "./metaModel.js";
import { removeProjection } from "./neutralize.js";
import { neutralWeights } from "./portfolio.js";
import { powerSignal } from "./signal.js";
import { center, dot, sum, VANISHING } from "./statistics.js";

/** The reference divides by this to bring TC to the scale of the other scores. */
export const CONTRIBUTION_SCALE = 50;

/**
 * True contribution in closed form: gradient of the stake-weighted portfolio's return with respect to each model's share of
 * the stake (`meta_portfolio_contribution`). With W the centred neutral weights, s the shares, v = W s and t the centred
 * target, the return is v't / |v| and the gradient `(W't - W'v (v't) / (v'v)) / |v| / 50`.
 *
 * The return does not change when all stakes are scaled, so sum of s * TC = 0; copies of a model have equal gradients
 * whatever stake each has. A portfolio that vanishes (no stake, or signals that cancel) contributes nothing: all zeros.
 *
 * @example
 * import { matrixOf, trueContribution } from "#scoring";
 *
 * const predictions = matrixOf([
 *   [0.1, 0.4, 0.2, 0.9],
 *   [0.9, 0.2, 0.4, 0.1],
 *   [0.3, 0.1, 0.4, 0.2],
 * ]);
 * const market = matrixOf([[0.5, 0.5, 0.5, 0.5]]);
 * trueContribution(predictions, [60, 10, 30], market, [1, 1, 1, 1], [-0.02, 0.01, -0.01, 0.04]); // => [0.00071, -0.00071, -0.00119]
 */
export function trueContribution(
  predictions: Matrix,
  stakes: ArrayLike<number>,
  neutralizers: Matrix,
  sampleWeights: ArrayLike<number>,
  target: ArrayLike<number>,
): Float64Array {
  requireWeights(stakes, predictions.columns);
  requireRows(predictions.rows, target.length, "target");
  requireFinite(target, "target");
  const t = center(target);
  const weights = mapColumns(neutralWeights(predictions, neutralizers, sampleWeights), center);
  const shares = stakeShares(stakes);
  const portfolio = center(weightedSum(weights, shares));
  // Rounding aside, it vanishes where signals cancel or lie within the neutralizers.
  const gross = dot(
    scoreColumns(predictions, (column) => weightedLength(powerSignal(column), sampleWeights)),
    shares,
  );
  if (Math.sqrt(dot(portfolio, portfolio)) <= VANISHING * gross) return new Float64Array(predictions.columns);
  const size = Math.sqrt(dot(portfolio, portfolio));
  const share = dot(portfolio, t) / (size * size);
  return requireDefined(
    scoreColumns(weights, (w) => (dot(w, t) - dot(w, portfolio) * share) / size / CONTRIBUTION_SCALE),
    "true contribution",
  );
}

function stakeShares(stakes: ArrayLike<number>): Float64Array {
  const total = sum(stakes);
  return Float64Array.from(stakes, (stake) => (total === 0 ? 0 : stake / total));
}

function weightedSum(columns: Matrix, shares: Float64Array): Float64Array {
  const result = new Float64Array(columns.rows);
  for (let j = 0; j < columns.columns; j++) {
    for (let i = 0; i < columns.rows; i++) result[i]! += shares[j]! * columns.data[j * columns.rows + i]!;
  }
  return result;
}

function weightedLength(signal: Float64Array, sampleWeights: ArrayLike<number>): number {
  const weighted = signal.map((value, i) => value * sampleWeights[i]!);
  return Math.sqrt(dot(weighted, weighted));
}

/**
 * With unit sample weights and orthonormal neutralizers W = C (I - N N') p is linear in the power signal p, and so is TC: this
 * is the vector whose inner product with p is the model's TC. `mean` is the stake-weighted mean of the power signals, `size`
 * the length of one of them; zeros where the portfolio vanishes.
 */
export function closedFormDirection(
  mean: ArrayLike<number>,
  size: number,
  neutralizers: Matrix,
  target: ArrayLike<number>,
): Float64Array {
  const t = center(target);
  const portfolio = neutralPart(mean, neutralizers);
  const length = Math.sqrt(dot(portfolio, portfolio));
  if (length <= VANISHING * size) return new Float64Array(t.length);
  const share = dot(portfolio, t) / (length * length);
  const gradient = t.map((value, i) => (value - portfolio[i]! * share) / length / CONTRIBUTION_SCALE);
  return neutralPart(gradient, neutralizers);
}

/** `C (I - N N') x`, C taking the mean away. */
export function neutralPart(x: ArrayLike<number>, neutralizers: Matrix): Float64Array {
  return center(removeProjection(x, neutralizers));
}
