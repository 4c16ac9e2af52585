import { LARGEST, requireRows, ScoringError } from "./error.js";
import { columnOf, type Matrix } from "./matrix.js";
import { gaussianSignal } from "./signal.js";
import { sum } from "./statistics.js";

/**
 * Weighted mean of the columns as they are (`stake_weight` of the reference, which expects columns ranked and gaussianized
 * before). Zeros where all weights are 0: no stake, no opinion.
 */
export function stakeWeight(columns: Matrix, weights: ArrayLike<number>): Float64Array {
  return weightedMean(columns.rows, columns.columns, weights, (j) => columnOf(columns, j));
}

/** The meta model of a round: weighted mean of the gaussian signals of raw predictions. */
export function metaModel(predictions: Matrix, weights: ArrayLike<number>): Float64Array {
  return weightedMean(predictions.rows, predictions.columns, weights, (j) => gaussianSignal(columnOf(predictions, j)));
}

/** Throws unless there is one finite weight >= 0 for each model. */
export function requireWeights(weights: ArrayLike<number>, models: number): void {
  requireRows(models, weights.length, "weights");
  for (let j = 0; j < weights.length; j++) {
    if (!(weights[j]! >= 0 && weights[j]! <= LARGEST)) {
      throw new ScoringError(`weights: model ${j} has ${weights[j]}, expected a number from 0 to ${LARGEST}`);
    }
  }
}

function weightedMean(
  rows: number,
  models: number,
  weights: ArrayLike<number>,
  column: (j: number) => ArrayLike<number>,
): Float64Array {
  requireWeights(weights, models);
  const result = new Float64Array(rows);
  const total = sum(weights);
  if (total === 0) return result;
  for (let j = 0; j < models; j++) {
    const weight = weights[j]!;
    if (weight === 0) continue;
    const x = column(j);
    for (let i = 0; i < rows; i++) result[i]! += weight * x[i]!;
  }
  for (let i = 0; i < rows; i++) result[i]! /= total;
  return result;
}
