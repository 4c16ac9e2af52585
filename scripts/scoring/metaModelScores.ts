import { featureNeutralCorr } from "./featureNeutralCorr.js";
import { matrixOf } from "./matrix.js";
import { maxFeatureCorrelation } from "./maxFeatureCorrelation.js";
import { numeraiCorr } from "./numeraiCorr.js";
import type { MetaModelScores, RoundData } from "./round.js";
import { gaussianSignal } from "./signal.js";
import { sum } from "./statistics.js";

/** The meta model's own scores, and how concentrated its weights are. */
export function scoreMetaModel(meta: Float64Array, round: RoundData, weights: ArrayLike<number>): MetaModelScores {
  const column = matrixOf([meta]);
  const total = sum(weights);
  const squares = sum(Array.from(weights, (w) => w * w));
  return {
    corr: numeraiCorr(column, round.target)[0]!,
    fnc: featureNeutralCorr(column, round.exposures.matrix, round.target)[0]!,
    ...strongestExposure(gaussianSignal(meta), round.exposures),
    totalWeight: total,
    effectiveModels: squares === 0 ? 0 : (total * total) / squares,
  };
}

/** The exposure a signal correlates with most, by name; an empty name where there is no exposure. */
export function strongestExposure(
  signal: ArrayLike<number>,
  exposures: RoundData["exposures"],
): { maxFeatureCorrelation: number; maxFeature: string } {
  if (exposures.matrix.columns === 0) return { maxFeatureCorrelation: 0, maxFeature: "" };
  const { feature, correlation } = maxFeatureCorrelation(signal, exposures.matrix);
  return { maxFeatureCorrelation: correlation, maxFeature: exposures.names[feature]! };
}
