import { requireFinite, requireRows } from "./error.js";
import { mapColumns, scoreColumns, type Matrix } from "./matrix.js";
import { requireWeights } from "./metaModel.js";
import { neutralWeights } from "./portfolio.js";
import { center, dot, sum } from "./statistics.js";

/** The reference divides by this to bring TC to the scale of the other scores. */
export const CONTRIBUTION_SCALE = 50;

/**
 * True contribution in closed form: gradient of the stake-weighted portfolio's return with respect to each model's share of
 * the stake (`meta_portfolio_contribution`). With W the centred neutral weights, s the shares, v = W s and t the centred
 * target, the return is v't / |v| and the gradient `(W't - W'v (v't) / (v'v)) / |v| / 50`.
 *
 * The return does not change when all stakes are scaled, so sum of s * TC = 0; copies of a model have equal gradients
 * whatever stake each has. A portfolio that vanishes (no stake, or signals that cancel) contributes nothing: all zeros.
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
  const portfolio = stakePortfolio(weights, stakes);
  if (portfolio === undefined) return new Float64Array(predictions.columns);
  const size = Math.sqrt(dot(portfolio, portfolio));
  const share = dot(portfolio, t) / (size * size);
  return scoreColumns(weights, (w) => (dot(w, t) - dot(w, portfolio) * share) / size / CONTRIBUTION_SCALE);
}

/** Sum of the columns by their share of the stake; undefined where nothing but rounding is left of it. */
function stakePortfolio(weights: Matrix, stakes: ArrayLike<number>): Float64Array | undefined {
  const total = sum(stakes);
  if (total === 0) return undefined;
  const portfolio = new Float64Array(weights.rows);
  let gross = 0;
  for (let j = 0; j < weights.columns; j++) {
    const share = stakes[j]! / total;
    if (share === 0) continue;
    let size = 0;
    for (let i = 0; i < weights.rows; i++) {
      const value = weights.data[j * weights.rows + i]!;
      size += value * value;
      portfolio[i]! += share * value;
    }
    gross += share * Math.sqrt(size);
  }
  const centered = center(portfolio);
  return Math.sqrt(dot(centered, centered)) <= VANISHING * gross ? undefined : centered;
}

/** Below this share of the size of its parts a sum is rounding noise. */
export const VANISHING = 1e-12;
