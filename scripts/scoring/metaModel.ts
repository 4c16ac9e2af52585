import { LARGEST, requireFinite, requireRows, ScoringError } from "./error.js";
import { columnOf, type Matrix } from "./matrix.js";
import { gaussian } from "./gaussian.js";
import { joinClose } from "./rank.js";
import { gaussianSignal } from "./signal.js";
import { sum, VANISHING } from "./statistics.js";

/**
 * Weighted mean of the columns as they are (`stake_weight` of the reference, which expects columns ranked and gaussianized
 * before). Zeros where all weights are 0: no stake, no opinion.
 *
 * @example
 * import { matrixOf, stakeWeight } from "#scoring";
 *
 * stakeWeight(matrixOf([[0, 1], [1, 0]]), [300, 100]); // => [0.25, 0.75]
 */
export function stakeWeight(columns: Matrix, weights: ArrayLike<number>): Float64Array {
  requireFinite(columns.data, "columns");
  const total = sum(weights);
  const sums = weightedSum(columns.rows, columns.columns, weights, (j) => columnOf(columns, j));
  return total === 0 ? sums : sums.map((value) => value / total);
}

/**
 * The meta model of a round: weighted mean of the gaussian signals of raw predictions, by {@link meanSignal}.
 *
 * @throws {ScoringError} on weights that are not numbers >= 0
 *
 * @example
 * import { matrixOf, metaModel } from "#scoring";
 *
 * metaModel(matrixOf([[0.1, 0.4, 0.9], [0.2, 0.8, 0.3]]), [300, 100]); // => [-0.967, 0.242, 0.726]
 */
export function metaModel(predictions: Matrix, weights: ArrayLike<number>): Float64Array {
  const signal = (j: number): Float64Array => gaussianSignal(columnOf(predictions, j));
  return meanSignal(weightedSum(predictions.rows, predictions.columns, weights, signal), sum(weights));
}

/**
 * Weighted sums of gaussian signals over the total of the weights; zeros where that is 0.
 *
 * Where signals cancel, a sum is rounding, which ranking would blow up into an opinion: a mean below 1e-12 of the largest
 * signal so many stocks can have is 0. A meta model that cancels everywhere is thereby constant, and takes nothing away. Means
 * that are no further apart tie: which of them is larger would depend on the order in which models were added.
 */
export function meanSignal(sums: Float64Array, total: number): Float64Array {
  if (total === 0) return new Float64Array(sums.length);
  const [largest] = gaussian([1 - 0.5 / sums.length]);
  const gap = VANISHING * largest!;
  const means = sums.map((value) => {
    const mean = value / total;
    return Math.abs(mean) <= gap ? 0 : mean;
  });
  return joinClose(means, gap);
}

/** Throws unless there is one finite weight >= 0 for each model. `names`, where given, name the models in the message. */
export function requireWeights(weights: ArrayLike<number>, models: number, names?: readonly string[]): void {
  requireRows(models, weights.length, "weights");
  for (let j = 0; j < weights.length; j++) {
    if (!(weights[j]! >= 0 && weights[j]! <= LARGEST)) {
      const model = names?.[j] ?? j;
      throw new ScoringError(`weights: model ${model} has ${weights[j]}, expected a number from 0 to ${LARGEST}`);
    }
  }
}

function weightedSum(
  rows: number,
  models: number,
  weights: ArrayLike<number>,
  column: (j: number) => ArrayLike<number>,
): Float64Array {
  requireWeights(weights, models);
  const result = new Float64Array(rows);
  for (let j = 0; j < models; j++) {
    const weight = weights[j]!;
    if (weight === 0) continue;
    const x = column(j);
    for (let i = 0; i < rows; i++) result[i]! += weight * x[i]!;
  }
  return result;
}
