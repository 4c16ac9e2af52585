import { columnOf, type Matrix } from "../matrix.js";
import { dot } from "../statistics.js";
import { solveSemidefinite } from "./cholesky.js";
import type { OptimalPortfolio, PortfolioProblem } from "./problem.js";

const MAX_STEPS = 100;
/** Mean product of a position's distance from its bound and the price of that bound at which the path ends. */
const CONVERGED = 1e-18;
/** Share of the way to the nearest bound a step may go. */
const DAMPING = 0.995;

/**
 * The same portfolio by a primal-dual interior-point method (Mehrotra's predictor and corrector), for programs in which so
 * many positions are at their bound that the dual function is nearly a polyhedron: it walks through the middle and meets no
 * edge, in 10 to 40 steps however tight the bound is. It cannot start from a similar program's solution, so it comes second.
 *
 * Positions are counted in bounds: v = w / bound lies in [-1, 1]. The path starts at v = 0, which has no exposure, and stays
 * without. At its end each position is either at a bound or free, and the free ones are solved for exactly.
 */
export function interiorPoint(problem: PortfolioProblem): OptimalPortfolio {
  const { signal, exposures, bound } = problem;
  const size = signal.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const scaled = signal.map((value) => value / size);
  const curvature = (problem.gamma * bound) / size;
  let point = startOf(scaled, exposures.columns);
  let steps = 0;
  for (; steps < MAX_STEPS && gapOf(point) > CONVERGED; steps++) {
    const next = step(point, scaled, exposures, curvature);
    // Rounding ends the descent.
    if (!(gapOf(next) < gapOf(point))) break;
    point = next;
  }
  const { v, up, down, above, below } = point;
  // Without its bound a position would go beyond it by its price over the curvature: it is free where that is less than
  // the room it has.
  const isFree = (i: number): boolean => above[i]! * curvature > up[i]! && below[i]! * curvature > down[i]!;
  const free = Uint8Array.from(v, (_, i) => (isFree(i) ? 1 : 0));
  settle(point, free, scaled, exposures, curvature);
  return {
    weights: point.v.map((v) => Math.min(1, Math.max(-1, v)) * bound),
    duals: point.y.map((price) => price * size),
    free,
    iterations: steps,
  };
}

/**
 * Positions in bounds and prices of the exposures; room up to 1 and down to -1, and the prices of those two bounds. Room is
 * kept beside the position: close to a bound their difference would be rounding.
 */
interface Point {
  readonly v: Float64Array;
  readonly y: Float64Array;
  readonly above: Float64Array;
  readonly below: Float64Array;
  readonly up: Float64Array;
  readonly down: Float64Array;
}

/** Meets every condition but that a bound's price is 0 where the position is away from it. */
function startOf(signal: Float64Array, exposures: number): Point {
  const ones = new Float64Array(signal.length).fill(1);
  return {
    v: new Float64Array(signal.length),
    y: new Float64Array(exposures),
    above: ones,
    below: ones,
    up: signal.map((value) => Math.max(value, 0) + 1),
    down: signal.map((value) => Math.max(-value, 0) + 1),
  };
}

function gapOf({ v, above, below, up, down }: Point): number {
  let total = 0;
  for (let i = 0; i < v.length; i++) total += above[i]! * up[i]! + below[i]! * down[i]!;
  return total / (2 * v.length);
}

/** One step: a guess of where full progress leads decides how much to centre and corrects for what is not linear. */
function step(point: Point, signal: Float64Array, exposures: Matrix, curvature: number): Point {
  const { v, above, below, up, down } = point;
  const weight = v.map((_, i) => 1 / (curvature + up[i]! / above[i]! + down[i]! / below[i]!));
  const gram = weightedGram(exposures, weight);
  const slack = stationarity(point, signal, exposures, curvature);
  const exposure = productOf(exposures, v);
  /** The direction in which the products of room and price change by so much. */
  const towards = (atUp: (i: number) => number, atDown: (i: number) => number): Point => {
    const forUp = v.map((_, i) => atUp(i) / above[i]!);
    const forDown = v.map((_, i) => atDown(i) / below[i]!);
    const wanted = slack.map((value, i) => value - forUp[i]! + forDown[i]!);
    const right = productOf(
      exposures,
      wanted.map((value, i) => value * weight[i]!),
    );
    const y = solveSemidefinite(
      gram.slice(),
      right.map((value, k) => value + exposure[k]!),
    );
    subtract(wanted, exposures, y);
    const dv = wanted.map((value, i) => value * weight[i]!);
    return {
      v: dv,
      y,
      above: dv.map((value) => -value),
      below: dv,
      up: forUp.map((value, i) => value + (up[i]! / above[i]!) * dv[i]!),
      down: forDown.map((value, i) => value - (down[i]! / below[i]!) * dv[i]!),
    };
  };
  const guess = towards(
    (i) => -up[i]! * above[i]!,
    (i) => -down[i]! * below[i]!,
  );
  const gap = gapOf(point);
  const share = gapOf(moved(point, guess, reach(point, guess))) / gap;
  const centre = share * share * share * gap;
  const final = towards(
    (i) => centre - up[i]! * above[i]! - guess.above[i]! * guess.up[i]!,
    (i) => centre - down[i]! * below[i]! - guess.below[i]! * guess.down[i]!,
  );
  return moved(point, final, DAMPING * reach(point, final));
}

/** The largest step, at most 1, that takes no more room and no more of a price than there is. */
function reach(point: Point, by: Point): number {
  let length = 1;
  for (const name of ["above", "below", "up", "down"] as const) {
    const [rest, change] = [point[name], by[name]];
    for (let i = 0; i < rest.length; i++) if (-change[i]! * length > rest[i]!) length = rest[i]! / -change[i]!;
  }
  return length;
}

function moved(point: Point, by: Point, length: number): Point {
  const add = (x: Float64Array, change: Float64Array): Float64Array => x.map((value, i) => value + length * change[i]!);
  return {
    v: add(point.v, by.v),
    y: add(point.y, by.y),
    above: add(point.above, by.above),
    below: add(point.below, by.below),
    up: add(point.up, by.up),
    down: add(point.down, by.down),
  };
}

/** Puts positions at their bounds and solves for the free ones: first both conditions, then once more for no exposure. */
function settle(point: Point, free: Uint8Array, signal: Float64Array, exposures: Matrix, curvature: number): void {
  const { v, y } = point;
  for (let i = 0; i < v.length; i++) if (free[i] === 0) v[i] = v[i]! < 0 ? -1 : 1;
  const gram = weightedGram(exposures, Float64Array.from(free));
  for (let pass = 0; pass < 4; pass++) {
    const slack = signal.map((value, i) => (free[i] === 1 && pass < 2 ? value - curvature * v[i]! : 0));
    if (pass < 2) subtract(slack, exposures, y, free);
    const right = productOf(exposures, slack);
    const exposure = productOf(exposures, v);
    const change = solveSemidefinite(
      gram.slice(),
      right.map((value, k) => value + curvature * exposure[k]!),
    );
    subtract(slack, exposures, change, free);
    for (let i = 0; i < v.length; i++) v[i]! += slack[i]! / curvature;
    if (pass < 2) for (let k = 0; k < y.length; k++) y[k]! += change[k]!;
  }
}

/** How far each stock is from the balance of signal, penalty and prices. */
function stationarity(point: Point, signal: Float64Array, exposures: Matrix, curvature: number): Float64Array {
  const { v, y, up, down } = point;
  const slack = signal.map((value, i) => value - curvature * v[i]! - up[i]! + down[i]!);
  subtract(slack, exposures, y);
  return slack;
}

/** `x -= E y`, on the stocks of a set where one is given. */
function subtract(x: Float64Array, exposures: Matrix, y: Float64Array, set?: Uint8Array): void {
  for (let k = 0; k < exposures.columns; k++) {
    const column = columnOf(exposures, k);
    const price = y[k]!;
    for (let i = 0; i < x.length; i++) if (set === undefined || set[i] === 1) x[i]! -= price * column[i]!;
  }
}

function productOf(exposures: Matrix, x: Float64Array): Float64Array {
  return Float64Array.from({ length: exposures.columns }, (_, k) => dot(columnOf(exposures, k), x));
}

/** Lower half of `E' diag(weight) E`, row by row. */
function weightedGram(exposures: Matrix, weight: Float64Array): Float64Array {
  const n = exposures.columns;
  const gram = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    const left = columnOf(exposures, a).map((value, i) => value * weight[i]!);
    for (let b = 0; b <= a; b++) gram[a * n + b] = dot(left, columnOf(exposures, b));
  }
  return gram;
}
