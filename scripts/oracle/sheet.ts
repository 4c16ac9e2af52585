import type { ScoreRecord } from "#twin";
import { contributionTarget, payoutScore, scoreRound, type RoundData, type RoundScores } from "#scoring";
import { modelWeights } from "#weighting";
import type { Bundle, BundleInputs } from "./bundle.js";
import { toScoreUnits, toShareUnits, toTokens } from "./quantize.js";
import { publishedUniqueness } from "./uniquenessWindow.js";

/** What scoring a round gives. */
export interface ScoredRound {
  /** The inputs with this round's uniqueness. */
  readonly bundle: Bundle;
  /** By model id - 1. */
  readonly records: readonly ScoreRecord[];
  /** Of the models that handed in predictions, in order of their ids. */
  readonly scores: RoundScores;
  /** Weight of each of those in the meta model, on any scale. */
  readonly metaWeights: Float64Array;
}

/** A model's scores on their way to the sheet. */
interface PublishedScores {
  readonly score: number;
  readonly tc: number;
  readonly uniqueness: number;
}

/**
 * Scores a round and writes its sheet. Pure: the same inputs give the same records on any machine.
 *
 * MMC and TC are covariances with the target and so in its unit; published they are over its standard deviation, as if every
 * round's target had the same spread. MMC takes targets in [0, 1] for buckets and scales them: it is divided by the spread of
 * what it took. CORR has no unit.
 *
 * A model without a submission has score, TC and uniqueness 0 (mechanism, section 14) and keeps its owner's weight.
 *
 * @param data The round folder, read with {@link namesOf} the inputs.
 */
export async function scoreSheet(inputs: BundleInputs, data: RoundData): Promise<ScoredRound> {
  const { config, decimals } = inputs;
  const byName = new Map(inputs.models.map((model) => [model.name, model]));
  const entered = data.models.map((name) => byName.get(name)!);
  const metaWeights = modelWeights(
    config.weights,
    entered.map(({ name, owner, stake, weight }) => ({
      model: name,
      account: owner,
      stake: toTokens(BigInt(stake), decimals),
      accountWeight: weight / 10_000,
    })),
  );
  const scores = await scoreRound(data, { weights: metaWeights, accounts: entered.map(({ owner }) => owner) });

  const spread = standardDeviation(data.target);
  const contributionSpread = standardDeviation(contributionTarget(data.target));
  const published = new Map<string, PublishedScores>(
    scores.models.map(({ model, corr, mmc, tc, uniqueness }) => {
      const published = { corr, mmc: mmc / contributionSpread, tc: (tc / spread) * config.tcScale };
      return [model, { score: payoutScore(published, config.multipliers), tc: published.tc, uniqueness }];
    }),
  );
  const models = inputs.models.map((model, index) => {
    const found = published.get(model.name);
    const uniqueness = found === undefined ? null : toShareUnits(found.uniqueness, `Uniqueness of model ${index + 1}`);
    return { ...model, uniqueness };
  });
  const records = models.map((model, index): ScoreRecord => {
    const found = published.get(model.name) ?? { score: 0, tc: 0 };
    return {
      score: toScoreUnits(found.score, `Score of model ${index + 1}`),
      tc: toScoreUnits(found.tc, `TC of model ${index + 1}`),
      weight: model.weight,
      uniqueness: publishedUniqueness(model.uniquenessBefore, model.uniqueness),
    };
  });
  return { bundle: { ...inputs, models }, records, scores, metaWeights };
}

/** The names a round folder may have columns of, in order of seniority. */
export function namesOf(models: readonly { readonly name: string }[]): string[] {
  return models.map(({ name }) => name).filter((name) => name !== "");
}

/** Over the whole population; above 0, because a target that does not vary has no scores. */
function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) * (value - mean), 0) / values.length);
}
