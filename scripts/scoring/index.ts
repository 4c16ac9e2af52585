/**
 * Scores of a round: pure functions on columns of numbers, without chain, files or clock.
 *
 * @example
 * import { readModels, readRound } from "#dataset";
 * import { modelWeights } from "#weighting";
 * import { scoreRound } from "./index.js";
 *
 * const models = await readModels("data/models.csv"); // in order of seniority
 * const round = await readRound("data/round-01", models.map(({ model }) => model));
 * const entered = round.models.map((name) => models.find(({ model }) => model === name)!);
 * const scores = await scoreRound(round, {
 *   weights: modelWeights("linear", entered),
 *   accounts: entered.map(({ account }) => account),
 * });
 * scores.models[0]; // { model, corr, mmc, fnc, tc, uniqueness, ... }
 */
export { alpha } from "./alpha.js";
export { boundedTarget } from "./boundedTarget.js";
export { churn } from "./churn.js";
export { correlationContribution } from "./contribution.js";
export { ScoringError } from "./error.js";
export { featureNeutralCorr } from "./featureNeutralCorr.js";
export { gaussian } from "./gaussian.js";
export { columnOf, mapColumns, matrix, matrixOf, scoreColumns, type Matrix } from "./matrix.js";
export { maxFeatureCorrelation, type FeatureCorrelation } from "./maxFeatureCorrelation.js";
export { metaModel, stakeWeight } from "./metaModel.js";
export { neutralize } from "./neutralize.js";
export { varianceNormalize, weightNormalize } from "./normalize.js";
export { numeraiCorr, type NumeraiCorrOptions } from "./numeraiCorr.js";
export { orthogonalize } from "./orthogonalize.js";
export { payout, payoutScore, type ScoreMultipliers } from "./payout.js";
export { exposureBasis, neutralWeights, normalizedNeutralWeights } from "./portfolio.js";
export { power15 } from "./power.js";
export { tieBrokenRank, tieKeptRank } from "./rank.js";
export { OPTIMIZER_DEFAULTS, type OptimizerOptions } from "./optimizer/options.js";
export type {
  MetaModelScores,
  ModelScores,
  OnProgress,
  RoundData,
  RoundScores,
  ScoreRoundOptions,
  Stage,
  TcMethod,
} from "./round.js";
export { scoreRound } from "./scoreRound.js";
export { gaussianSignal, powerSignal } from "./signal.js";
export { pearson, spearman, standardDeviation } from "./statistics.js";
export { trueContribution } from "./trueContribution.js";
export { turnover } from "./turnover.js";
export { accountShare, FREE_MODELS, uniqueness, uniquenessOf } from "./uniqueness.js";
export { contributionTarget } from "./contribution.js";
export { unitVector } from "./engine/directions.js";
export { RoundEngine } from "./engine/engine.js";
export { type FeatureBasis, featureBasis } from "./engine/featureBasis.js";
export { LARGEST } from "./error.js";
export { kernelBytes } from "./kernel/bytes.js";
export { neutralizingBasis } from "./neutralize.js";
export { corrTarget } from "./numeraiCorr.js";
export { randomBelow } from "./optimizer/dropout.js";
export { signalTables } from "./tables.js";
