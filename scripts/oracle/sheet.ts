import type { ScoreRecord } from "#twin";
import {
  boundedTarget,
  contributionTarget,
  payoutScore,
  scoreRound,
  standardDeviation,
  type RoundData,
  type RoundScores,
} from "#scoring";
import { modelWeights, type RoundToReport, spaceFields } from "#weighting";
import type { Bundle, BundleModel } from "./bundle.js";
import { toScoreUnits, toTokens } from "./quantize.js";

/** What scoring a round gives. */
export interface ScoredRound {
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
  /** Units of 1e-5. */
  readonly score: number;
  readonly tc: number;
  readonly uniqueness: number;
}

/** Of a round in which no submission counts: there is nothing to score, and nobody gains or loses. */
const NO_SCORES: RoundScores = {
  models: [],
  metaModel: { corr: 0, fnc: 0, maxFeatureCorrelation: 0, maxFeature: "", totalWeight: 0, effectiveModels: 0 },
};

/**
 * Scores a round and writes its sheet. Pure: the same inputs give the same records on any machine.
 *
 * MMC and TC are covariances with the target and so in its unit; published they are over its standard deviation, as if every
 * round's target had the same spread. MMC takes targets in [0, 1] for buckets and scales them: it is divided by the spread of
 * what it took. CORR has no unit.
 *
 * What a limit may grow by and starts from is made of the round's TC and uniqueness and of what the chain says of the rounds
 * before, see `spaceFields`. A model without a submission has a line of zeros (mechanism, section 14) and its account's weight.
 *
 * @param data The round folder, read with the models' names.
 */
export async function scoreSheet(bundle: Bundle, data: RoundData): Promise<ScoredRound> {
  const { config, decimals, models } = bundle;
  const byName = new Map(models.map((model) => [model.name, model]));
  const entered = data.models.map((name) => byName.get(name)!);
  const metaWeights = modelWeights(
    config.weights,
    entered.map((model) => ({
      model: model.name,
      account: accountKey(model),
      stake: toTokens(BigInt(model.stake), decimals),
      accountWeight: model.weight / 10_000,
    })),
  );
  const scores =
    entered.length === 0
      ? NO_SCORES
      : await scoreRound(data, { weights: metaWeights, accounts: entered.map(accountKey) });

  const target = boundedTarget(data.target);
  const [spread, contributionSpread] = [standardDeviation(target), standardDeviation(contributionTarget(target))];
  const published = new Map(
    scores.models.map(({ model, corr, mmc, tc, uniqueness }): [string, PublishedScores] => {
      const scaled = { corr, mmc: mmc / contributionSpread, tc: (tc / spread) * config.tcScale };
      const score = toScoreUnits(payoutScore(scaled, config.multipliers), `Score of ${model}`);
      return [model, { score, tc: scaled.tc, uniqueness }];
    }),
  );
  const lines = models.map((model): RoundToReport => {
    const found = published.get(model.name);
    return {
      entered: found !== undefined,
      newAccount: model.newAccount,
      filled: toTokens(BigInt(model.stake), decimals),
      // As published: what anybody can read from the sheet again.
      score: (found?.score ?? 0) / 100_000,
      tc: found?.tc ?? 0,
      uniqueness: found?.uniqueness ?? 0,
    };
  });
  const fields = spaceFields(stateOf(bundle), lines, bundle.terms, config.limits);
  const records = models.map(({ name, weight }, index): ScoreRecord => {
    const { growth, baseShare } = fields[index]!;
    return { score: published.get(name)?.score ?? 0, growth, weight, baseShare };
  });
  return { bundle, records, scores, metaWeights };
}

/** The names a round folder may have columns of, in order of seniority. */
export function namesOf(models: readonly { readonly name: string }[]): string[] {
  return models.map(({ name }) => name);
}

/** What a model shares its account's weight and free models with; one that counts for nobody, with itself alone. */
function accountKey({ account, name }: BundleModel): string {
  return account ?? `model ${name}`;
}

function stateOf({ scale, models }: Bundle): Parameters<typeof spaceFields>[0] {
  return {
    scale: scale ?? undefined,
    models: models.map(({ record, baseShare }) => ({ record, baseShare: baseShare ?? undefined })),
  };
}
