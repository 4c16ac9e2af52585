import { matrix, type Matrix } from "../matrix.js";
import { center, dot, VANISHING } from "../statistics.js";
import { CONTRIBUTION_SCALE, neutralPart } from "../trueContribution.js";
import type { OptimizerOptions } from "./options.js";
import { optimizePortfolio, returnGradient } from "./portfolio.js";

export interface OptimizedReturn {
  /** Realised return of the optimal portfolio, on TC's scale. */
  readonly value: number;
  /** Its gradient with respect to the mean power signal. */
  readonly direction: Float64Array;
  readonly duals: Float64Array;
}

/**
 * Return of the portfolio the optimizer builds from a weighted sum of power signals, and its gradient with respect to that
 * sum. The sum's neutral part is scaled to length 1 first: then neither value nor gradient depends on the total of the
 * weights, weighted gradients sum to 0, and without a binding bound both are those of closed-form TC.
 *
 * @param size length of one power signal; a neutral part far below it has vanished and the direction is 0
 */
export function optimizedReturn(
  signal: Float64Array,
  size: number,
  neutralizers: Matrix,
  target: ArrayLike<number>,
  options: Pick<OptimizerOptions, "gamma" | "bound">,
  start?: Float64Array,
): OptimizedReturn {
  const returns = center(target).map((value) => value / CONTRIBUTION_SCALE);
  const neutral = neutralPart(signal, neutralizers);
  const length = Math.sqrt(dot(neutral, neutral));
  if (length <= VANISHING * size) {
    return { value: 0, direction: new Float64Array(signal.length), duals: new Float64Array(neutralizers.columns + 1) };
  }
  const unit = neutral.map((value) => value / length);
  const problem = {
    signal: unit,
    exposures: withConstant(neutralizers),
    gamma: options.gamma,
    bound: options.bound / Math.sqrt(signal.length) / options.gamma,
  };
  const portfolio = optimizePortfolio(problem, start);
  const inner = returnGradient(problem, portfolio, returns);
  // Through the scaling to length 1, then through the neutral part, which is its own adjoint.
  const along = dot(inner, unit);
  const outer = inner.map((value, i) => (value - along * unit[i]!) / length);
  return {
    value: dot(returns, portfolio.weights),
    direction: neutralPart(outer, neutralizers),
    duals: portfolio.duals,
  };
}

/** The neutralizers, which are centred, and a constant column of length 1: still orthonormal. */
function withConstant(neutralizers: Matrix): Matrix {
  const { rows, columns } = neutralizers;
  const all = matrix(rows, columns + 1);
  all.data.set(neutralizers.data);
  all.data.fill(1 / Math.sqrt(rows), rows * columns);
  return all;
}
