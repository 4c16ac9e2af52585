import { StakespaceError } from "#lib";
import { columnOf, type Matrix } from "../matrix.js";
import { dot } from "../statistics.js";
import { solveSemidefinite } from "./cholesky.js";
import { interiorPoint } from "./interiorPoint.js";
import type { OptimalPortfolio, PortfolioProblem } from "./problem.js";

/** Newton steps after which the interior-point method takes over. */
const MAX_ITERATIONS = 30;
/** Exposure left over, relative to the largest possible position times sqrt(stocks), at which the solution is exact. */
const TOLERANCE = 1e-14;
/** The same, at which a solution that rounding keeps from getting better still counts as one. */
const ACCEPTABLE = 1e-9;

/**
 * The portfolio that maximizes `signal'w - gamma/2 |w|^2` subject to `exposures'w = 0` and `|w_i| <= bound`. There always is
 * one: w = 0 meets every constraint.
 *
 * Given prices y of the exposures, each position is `clip((signal - exposures y) / gamma)`: only y has to be found, one number
 * per exposure however many stocks there are. The dual function of y is convex, once differentiable and piecewise
 * quadratic; a semi-smooth Newton step solves the current piece exactly, a line search guarantees descent, so it ends after
 * a few steps on the exact solution. Where so many positions are at their bound that the pieces are flat and the steps lead
 * nowhere, {@link interiorPoint} solves the program from the start. `start` is where y begins (default 0).
 *
 * @throws {StakespaceError} `OPTIMIZER_STALLED` where neither method meets the constraints.
 */
export function optimizePortfolio(problem: PortfolioProblem, start?: Float64Array): OptimalPortfolio {
  const { exposures, bound } = problem;
  let duals: Float64Array = start?.slice() ?? new Float64Array(exposures.columns);
  let state = evaluate(problem, duals);
  const size = Math.min(bound, state.scale) * Math.sqrt(exposures.rows);
  let iterations = 0;
  for (; iterations < MAX_ITERATIONS && state.residual > TOLERANCE * size; iterations++) {
    const step = newtonStep(problem, state);
    const next = step && search(problem, duals, state, step);
    if (next === undefined) break;
    ({ duals, state } = next);
  }
  if (state.residual <= ACCEPTABLE * size) return { weights: state.weights, duals, free: state.free, iterations };

  const solution = interiorPoint(problem);
  const residual = exposureOf(exposures, solution.weights).residual;
  if (residual <= ACCEPTABLE * size) return { ...solution, iterations: iterations + solution.iterations };
  // Nothing known leads here but signals that are no numbers.
  throw new StakespaceError(
    `optimizer: exposure ${residual} is left after ${iterations + solution.iterations} steps, expected at most ${ACCEPTABLE * size}`,
    {
      code: "OPTIMIZER_STALLED",
      hint: "Raise the optimizer's bound, or compute TC in closed form: --method closed-form.",
    },
  );
}

/** The Newton step; undefined where it does not lead down. */
function newtonStep(problem: PortfolioProblem, state: Evaluation): Float64Array | undefined {
  const step = solveSemidefinite(freeGram(problem.exposures, state.free, problem.gamma), state.exposure);
  return dot(step, state.exposure) > 0 ? step : undefined;
}

/** The first of the lengths 1, 1/2, 1/4, ... that lowers the dual function enough; undefined where none does. */
function search(
  problem: PortfolioProblem,
  duals: Float64Array,
  state: Evaluation,
  step: Float64Array,
): { duals: Float64Array; state: Evaluation } | undefined {
  const descent = dot(step, state.exposure);
  for (let length = 1; length > 1e-12; length /= 2) {
    const moved = duals.map((y, k) => y + length * step[k]!);
    const candidate = evaluate(problem, moved);
    const lower = candidate.value <= state.value - 1e-4 * length * descent;
    // Close to the solution the value's own rounding hides its fall, but the residual still shows it.
    if (lower || candidate.residual < 0.5 * state.residual) return { duals: moved, state: candidate };
  }
  return undefined;
}

/**
 * The vector g with `dot(g, d signal)` = change of `returns'w` when the signal changes by d: the implicit function theorem on
 * the free stocks, `g = P r / gamma`, P projecting on what exposures of the free stocks leave.
 */
export function returnGradient(
  problem: PortfolioProblem,
  portfolio: OptimalPortfolio,
  returns: Float64Array,
): Float64Array {
  const { exposures, gamma } = problem;
  const { free } = portfolio;
  const gradient = returns.map((value, i) => (free[i] === 1 ? value : 0));
  // Twice: one pass leaves rounding along the exposures.
  for (let pass = 0; pass < 2; pass++) {
    const right = new Float64Array(exposures.columns);
    for (let k = 0; k < exposures.columns; k++) right[k] = dot(columnOf(exposures, k), gradient);
    const shares = solveSemidefinite(freeGram(exposures, free, 1), right);
    for (let k = 0; k < exposures.columns; k++) {
      const column = columnOf(exposures, k);
      const share = shares[k]!;
      for (let i = 0; i < gradient.length; i++) if (free[i] === 1) gradient[i]! -= share * column[i]!;
    }
  }
  return gradient.map((value) => value / gamma);
}

interface Evaluation {
  readonly weights: Float64Array;
  readonly free: Uint8Array;
  /** Exposure of the weights, which is minus the gradient of the dual function. */
  readonly exposure: Float64Array;
  readonly residual: number;
  /** The dual function: what the portfolio would earn if exposure could be sold at the prices. */
  readonly value: number;
  /** Largest unbounded position. */
  readonly scale: number;
}

function evaluate(problem: PortfolioProblem, duals: Float64Array): Evaluation {
  const { signal, exposures, gamma, bound } = problem;
  const rest = signal.slice();
  for (let k = 0; k < exposures.columns; k++) {
    const price = duals[k]!;
    if (price === 0) continue;
    const column = columnOf(exposures, k);
    for (let i = 0; i < rest.length; i++) rest[i]! -= price * column[i]!;
  }
  const weights = new Float64Array(rest.length);
  const free = new Uint8Array(rest.length);
  let value = 0;
  let scale = 0;
  for (let i = 0; i < rest.length; i++) {
    const wanted = rest[i]! / gamma;
    const size = Math.abs(wanted);
    const weight = size < bound ? wanted : wanted < 0 ? -bound : bound;
    weights[i] = weight;
    free[i] = size < bound ? 1 : 0;
    value += rest[i]! * weight - (gamma / 2) * weight * weight;
    scale = Math.max(scale, size);
  }
  return { weights, free, ...exposureOf(exposures, weights), value, scale };
}

function exposureOf(exposures: Matrix, weights: Float64Array): { exposure: Float64Array; residual: number } {
  const exposure = new Float64Array(exposures.columns);
  let residual = 0;
  for (let k = 0; k < exposure.length; k++) {
    exposure[k] = dot(columnOf(exposures, k), weights);
    residual = Math.max(residual, Math.abs(exposure[k]!));
  }
  return { exposure, residual };
}

/** Lower half of `E_F'E_F / gamma` over the free stocks F, row by row. */
function freeGram(exposures: Matrix, free: Uint8Array, gamma: number): Float64Array {
  const n = exposures.columns;
  const gram = new Float64Array(n * n);
  // Columns are orthonormal, so the bound stocks, which are fewer, are taken away from the identity.
  const bound: number[] = [];
  for (let i = 0; i < free.length; i++) if (free[i] === 0) bound.push(i);
  const fewer = bound.length * 2 <= free.length;
  const rows = fewer ? bound : Array.from(free.keys()).filter((i) => free[i] === 1);
  for (const i of rows) {
    for (let a = 0; a < n; a++) {
      const left = exposures.data[a * exposures.rows + i]!;
      for (let b = 0; b <= a; b++) gram[a * n + b]! += left * exposures.data[b * exposures.rows + i]!;
    }
  }
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      const own = gram[a * n + b]!;
      gram[a * n + b] = (fewer ? (a === b ? 1 : 0) - own : own) / gamma;
    }
  }
  return gram;
}
