import { boundedTarget } from "./boundedTarget.js";
import { correlationContribution } from "./contribution.js";
import { requireRows, ScoringError } from "./error.js";
import { featureNeutralCorr } from "./featureNeutralCorr.js";
import { columnOf } from "./matrix.js";
import { metaModel } from "./metaModel.js";
import { scoreMetaModel, strongestExposure } from "./metaModelScores.js";
import { numeraiCorr } from "./numeraiCorr.js";
import { exposureBasis } from "./portfolio.js";
import type { RoundData, RoundScores, ScoreRoundOptions } from "./round.js";
import { gaussianSignal } from "./signal.js";
import { pearson } from "./statistics.js";
import { trueContribution } from "./trueContribution.js";
import { accountShare, uniqueness } from "./uniqueness.js";

/**
 * All scores of a round, by the functions that define them, one after the other. Slow and short: it is the judge of
 * {@link scoreRound}.
 *
 * FNC is against all exposures; TC has unit sample weights and, as neutralizers, an orthonormal basis of the centred
 * exposures. A model whose predictions are constant scores 0 in everything, uniqueness included. Throws
 * {@link ScoringError} on a target that does not vary, on shapes that disagree, NaN or infinities.
 */
export function scoreRoundPlainly(given: RoundData, options: ScoreRoundOptions): RoundScores {
  const round = { ...given, target: boundedTarget(given.target) };
  requireRound(round);
  const { predictions, target, exposures, models } = round;
  const meta = metaModel(predictions, options.weights);
  const corr = numeraiCorr(predictions, target);
  const mmc = correlationContribution(predictions, meta, target);
  const fnc = featureNeutralCorr(predictions, exposures.matrix, target);
  const units = new Float64Array(predictions.rows).fill(1);
  const tc = trueContribution(predictions, options.weights, exposureBasis(exposures.matrix), units, target);
  const unique = uniqueness(predictions);
  const share = accountShare(options.accounts ?? models, models.length);
  const bmc =
    options.benchmark === undefined ? undefined : correlationContribution(predictions, options.benchmark, target);

  const metaSignal = gaussianSignal(meta);
  return {
    models: models.map((model, j) => {
      const signal = gaussianSignal(columnOf(predictions, j));
      return {
        model,
        corr: corr[j]!,
        mmc: mmc[j]!,
        fnc: fnc[j]!,
        tc: tc[j]!,
        uniqueness: unique[j]! * share[j]!,
        ...strongestExposure(signal, exposures),
        correlationWithMetaModel: pearson(signal, metaSignal),
        ...(bmc === undefined ? {} : { bmc: bmc[j]! }),
      };
    }),
    metaModel: scoreMetaModel(meta, round, options.weights),
  };
}

function requireRound(round: RoundData): void {
  const { ids, models, predictions, target, exposures } = round;
  requireRows(ids.length, predictions.rows, "predictions");
  requireRows(ids.length, target.length, "target");
  requireRows(ids.length, exposures.matrix.rows, "exposures");
  if (models.length !== predictions.columns) {
    throw new ScoringError(
      `predictions: expected ${models.length} columns (one per model), got ${predictions.columns}`,
    );
  }
  for (let j = 0; j < models.length; j++) {
    const column = columnOf(predictions, j);
    const row = column.findIndex((value) => !Number.isFinite(value));
    if (row >= 0) {
      throw new ScoringError(`predictions: model ${models[j]}, id ${ids[row]}: ${column[row]} is not a finite number`);
    }
  }
}
