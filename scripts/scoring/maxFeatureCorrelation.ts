import { requireRows, ScoringError } from "./error.js";
import { columnOf, type Matrix } from "./matrix.js";
import { pearson } from "./statistics.js";
import { pick, topBottomRows } from "./topBottom.js";

export interface FeatureCorrelation {
  /** Column of the feature; the first of equals. */
  readonly feature: number;
  /** Absolute Pearson correlation, in [0, 1]. */
  readonly correlation: number;
}

/**
 * The feature most correlated with a series, in absolute value. Throws where there is no feature.
 *
 * @example
 * import { matrixOf, maxFeatureCorrelation } from "#scoring";
 *
 * maxFeatureCorrelation([1, 2, 3, 4], matrixOf([[0, 1, 0, 1], [4, 3, 2, 1]])); // => { feature: 1, correlation: 1 }
 */
export function maxFeatureCorrelation(
  series: ArrayLike<number>,
  features: Matrix,
  options: { readonly topBottom?: number } = {},
): FeatureCorrelation {
  requireRows(features.rows, series.length, "series");
  if (features.columns === 0) throw new ScoringError("max feature correlation: there is no feature");
  const rows = options.topBottom === undefined ? undefined : topBottomRows(series, options.topBottom);
  let best: FeatureCorrelation = { feature: 0, correlation: -1 };
  for (let j = 0; j < features.columns; j++) {
    const feature = columnOf(features, j);
    const correlation = Math.abs(
      rows === undefined ? pearson(feature, series) : pearson(pick(feature, rows), pick(series, rows)),
    );
    if (correlation > best.correlation) best = { feature: j, correlation };
  }
  return best;
}
