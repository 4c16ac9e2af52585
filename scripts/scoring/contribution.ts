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

/** Targets in [0, 1] are taken as five buckets and scaled by 4; then all are centred. */
export function contributionTarget(target: ArrayLike<number>): Float64Array {
  requireFinite(target, "target");
  let buckets = true;
  for (let i = 0; i < target.length; i++) if (target[i]! < 0 || target[i]! > 1) buckets = false;
  return center(buckets ? Float64Array.from(target, (value) => value * 4) : target);
}
