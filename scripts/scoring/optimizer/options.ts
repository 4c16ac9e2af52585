import { ScoringError } from "../error.js";

/** Settings of TC through the portfolio optimizer. */
export interface OptimizerOptions {
  /** Weight of the quadratic penalty. The portfolio without a binding bound is the signal divided by it. */
  readonly gamma: number;
  /** Largest position, in multiples of the signal's standard deviation: |w_i| <= bound / sqrt(stocks). */
  readonly bound: number;
  /** Portfolios to average over. */
  readonly repeats: number;
  /** Share of the models left out of each repeat, in [0, 1). */
  readonly dropout: number;
  /** Decides which models; the same seed gives the same numbers everywhere. */
  readonly seed: number;
}

export const OPTIMIZER_DEFAULTS: OptimizerOptions = { gamma: 1, bound: 2, repeats: 100, dropout: 0.5, seed: 1 };

/** Defaults filled in, every value checked. */
export function optimizerOptions(options: Partial<OptimizerOptions> = {}): OptimizerOptions {
  const all = { ...OPTIMIZER_DEFAULTS, ...options };
  check("gamma", all.gamma, all.gamma > 0 && Number.isFinite(all.gamma), "a number > 0");
  check("bound", all.bound, all.bound > 0, "a number > 0");
  check("repeats", all.repeats, Number.isInteger(all.repeats) && all.repeats >= 1, "a whole number >= 1");
  check("dropout", all.dropout, all.dropout >= 0 && all.dropout < 1, "a share in [0, 1)");
  check(
    "seed",
    all.seed,
    Number.isInteger(all.seed) && all.seed >= 0 && all.seed < 2 ** 32,
    "a whole number below 2^32",
  );
  return all;
}

function check(name: string, value: number, holds: boolean, expected: string): void {
  if (!holds) throw new ScoringError(`optimizer: ${name} is ${value}, expected ${expected}`);
}
