import type { Matrix } from "../matrix.js";

/** The largest `signal'w - gamma/2 |w|^2` subject to `exposures'w = 0` and `|w_i| <= bound` is wanted. */
export interface PortfolioProblem {
  /** Expected returns, one per stock. */
  readonly signal: Float64Array;
  /** Orthonormal columns the portfolio must have no exposure to, a constant among them for sum w = 0. */
  readonly exposures: Matrix;
  readonly gamma: number;
  /** |w_i| <= bound. */
  readonly bound: number;
}

/** The solution of a {@link PortfolioProblem}. */
export interface OptimalPortfolio {
  readonly weights: Float64Array;
  /** Prices of the exposure constraints; a good start for a similar problem. */
  readonly duals: Float64Array;
  /** 1 where the bound does not bind. */
  readonly free: Uint8Array;
  readonly iterations: number;
}
