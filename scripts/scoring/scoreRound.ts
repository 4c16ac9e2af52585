import { availableParallelism } from "node:os";
import { boundedTarget } from "./boundedTarget.js";
import { RoundEngine } from "./engine/engine.js";
import { ScoringError } from "./error.js";
import { scoreMetaModel } from "./metaModelScores.js";
import { optimizerOptions } from "./optimizer/options.js";
import type { RoundData, RoundScores, ScoreRoundOptions } from "./round.js";
import { accountShare } from "./uniqueness.js";

/** Below so many predictions a second thread costs more to start than it saves. */
const SMALL_ROUND = 1_000_000;

/**
 * All scores of a round, whose target is bounded first, see {@link boundedTarget}.
 *
 * FNC is against all exposures; TC has unit sample weights and, as neutralizers, an orthonormal basis of the centred
 * exposures. A model whose predictions are constant scores 0 in everything, uniqueness included; without any weight there is
 * no meta model, TC is 0 and MMC is the plain covariance. Throws {@link ScoringError} on a target that does not vary, on
 * shapes that disagree, NaN or infinities.
 *
 * @example
 * import { readModels, readRound } from "#dataset";
 * import { scoreRound } from "#scoring";
 * import { modelWeights } from "#weighting";
 *
 * const models = await readModels("docs/example/models.csv"); // in order of seniority
 * const names = models.map(({ model }) => model);
 * const round = await readRound("docs/example/round-01", names);
 * const scores = await scoreRound(round, {
 *   weights: modelWeights("linear", models),
 *   accounts: models.map(({ account }) => account),
 * });
 * scores.models[0]?.corr; // => 0.188
 */
export async function scoreRound(given: RoundData, options: ScoreRoundOptions): Promise<RoundScores> {
  const round = { ...given, target: boundedTarget(given.target) };
  const { models } = round;
  const share = accountShare(options.accounts ?? models, models.length);
  const optimizer = options.method === "optimizer" ? optimizerOptions(options.optimizer) : undefined;
  const { weights, benchmark, onProgress } = options;
  const engine = await RoundEngine.open(round, {
    weights,
    benchmark,
    optimizer,
    onProgress,
    threads: threadsFor(round, options),
  });
  try {
    await engine.ranks();
    await engine.neutral();
    await engine.contributions();
    if (optimizer !== undefined) await engine.optimizer();
    await engine.uniqueness();
    return collect(engine, options, share);
  } finally {
    await engine.close();
  }
}

function threadsFor(round: RoundData, options: ScoreRoundOptions): number {
  const { threads } = options;
  if (threads === undefined) return round.predictions.data.length < SMALL_ROUND ? 1 : availableParallelism();
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ScoringError(`threads is ${threads}, expected a whole number >= 1`);
  }
  return threads;
}

function collect(engine: RoundEngine, options: ScoreRoundOptions, share: Float64Array): RoundScores {
  const { models, exposures } = engine.round;
  const corr = engine.result("corr");
  const mmc = engine.result("mmc");
  const fnc = engine.result("fnc");
  const tc = engine.result("tc");
  const bmc = engine.result("bmc");
  const unique = engine.result("uniqueness");
  const featureCorrelation = engine.result("featureCorrelation");
  const featureIndex = engine.result("featureIndex");
  const metaCorrelation = engine.result("metaCorrelation");
  return {
    models: models.map((model, j) => ({
      model,
      corr: corr[j]!,
      mmc: mmc[j]!,
      fnc: fnc[j]!,
      tc: tc[j]!,
      uniqueness: unique[j]! * share[j]!,
      maxFeatureCorrelation: featureCorrelation[j]!,
      maxFeature: exposures.names[featureIndex[j]!] ?? "",
      correlationWithMetaModel: metaCorrelation[j]!,
      ...(options.benchmark === undefined ? {} : { bmc: bmc[j]! }),
    })),
    metaModel: scoreMetaModel(engine.meta, engine.round, options.weights),
  };
}
