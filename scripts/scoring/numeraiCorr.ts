import { requireFinite, requireRows, ScoringError } from "./error.js";
import { scoreColumns, type Matrix } from "./matrix.js";
import { power15 } from "./power.js";
import { powerSignal } from "./signal.js";
import { center, comfortable, correlation, isConstant } from "./statistics.js";
import { pick, topBottomRows } from "./topBottom.js";

export interface NumeraiCorrOptions {
  /** Correlate only the stocks a model ranks among its lowest and highest `topBottom`. */
  readonly topBottom?: number;
  /** False for targets that are returns already (default true: the centred target is raised to the power 1.5). */
  readonly targetPower15?: boolean;
}

/**
 * CORR of each column: Pearson correlation of the power signal with the centred target to the power 1.5 (`numerai_corr`
 * of the reference). The target is centred over all its rows before anything is filtered.
 *
 * @example
 * import { matrixOf, numeraiCorr } from "#scoring";
 *
 * numeraiCorr(matrixOf([[0.1, 0.4, 0.2, 0.9]]), [-0.02, 0.01, -0.01, 0.04]); // => [0.9639]
 */
export function numeraiCorr(
  predictions: Matrix,
  target: ArrayLike<number>,
  options: NumeraiCorrOptions = {},
): Float64Array {
  requireRows(predictions.rows, target.length, "target");
  const t = corrTarget(target, options.targetPower15 ?? true);
  return scoreColumns(predictions, (column) => {
    const signal = powerSignal(column);
    if (options.topBottom === undefined) return correlation(t, signal);
    const rows = topBottomRows(signal, options.topBottom);
    return correlation(pick(t, rows), pick(signal, rows));
  });
}

/**
 * The target as CORR takes it, on a scale of its own where it is so small that its powers would vanish.
 * Throws where it does not vary: such a round scores nobody.
 *
 * @example
 * import { corrTarget } from "#scoring";
 *
 * corrTarget([0, 4, 8]); // => [-8, 0, 8]
 */
export function corrTarget(target: ArrayLike<number>, raise = true): Float64Array {
  requireFinite(target, "target");
  if (isConstant(target)) {
    throw new ScoringError(
      `target: all ${target.length} rows are ${target[0]}, expected values that differ`,
      "A target that does not vary cannot tell a good prediction from a bad one; the round has to expire.",
    );
  }
  const centered = comfortable(center(target));
  return raise ? power15(centered) : centered;
}
