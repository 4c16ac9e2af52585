import { requireFinite, requireRows } from "./error.js";
import { scoreColumns, type Matrix } from "./matrix.js";
import { orthogonalize } from "./orthogonalize.js";
import { gaussianSignal } from "./signal.js";
import { center, dot } from "./statistics.js";
import { pick, topBottomRows } from "./topBottom.js";

/**
 * Contribution of each column to the reference model's correlation with the target: covariance of the target with what
 * the column's gaussian signal has beyond the reference's (`correlation_contribution`).
 *
 * With the stake-weighted meta model as reference this is MMC, with a benchmark model it is BMC. A reference without
 * information (constant) takes nothing away.
 *
 * @example
 * import { correlationContribution, matrixOf, metaModel } from "#scoring";
 *
 * const predictions = matrixOf([
 *   [0.1, 0.4, 0.2, 0.9],
 *   [0.3, 0.1, 0.4, 0.2],
 * ]);
 * const reference = metaModel(predictions, [3, 1]);
 * correlationContribution(predictions, reference, [-0.02, 0.01, -0.01, 0.04]); // => [0.0054, -0.0105]
 */
export function correlationContribution(
  predictions: Matrix,
  reference: ArrayLike<number>,
  target: ArrayLike<number>,
  options: { readonly topBottom?: number } = {},
): Float64Array {
  requireRows(predictions.rows, reference.length, "reference model");
  requireRows(predictions.rows, target.length, "target");
  const m = gaussianSignal(reference);
  const t = contributionTarget(target);
  return scoreColumns(predictions, (column) => {
    const beyond = orthogonalize(gaussianSignal(column), m);
    if (options.topBottom === undefined) return dot(t, beyond) / t.length;
    const rows = topBottomRows(beyond, options.topBottom);
    return dot(pick(t, rows), pick(beyond, rows)) / (2 * options.topBottom);
  });
}

/**
 * Targets in [0, 1] are taken as five buckets and scaled by 4; then all are centred.
 *
 * @example
 * import { contributionTarget } from "#scoring";
 *
 * contributionTarget([0, 0.25, 0.5, 0.75, 1]); // => [-2, -1, 0, 1, 2]
 */
export function contributionTarget(target: ArrayLike<number>): Float64Array {
  requireFinite(target, "target");
  let buckets = true;
  for (let i = 0; i < target.length; i++) if (target[i]! < 0 || target[i]! > 1) buckets = false;
  return center(buckets ? Float64Array.from(target, (value) => value * 4) : target);
}
