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
import { modelWeights } from "#weighting";
import type { Bundle, BundleModel } from "./bundle.js";
import { toScoreUnits, toShareUnits, toTokens } from "./quantize.js";

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

/** What uniqueness may rise by from one published round to the next, units of 1e-4: it falls at once, and recovers over eight. */
const RECOVERY = 1_250;

/** What a model is scored with, as it stands on the sheet. */
type PublishedScores = Pick<ScoreRecord, "score" | "tc" | "uniqueness">;

/** A model that did not take part. */
const ABSENT: PublishedScores = { score: 0, tc: 0, uniqueness: 0 };

/**
 * Scores a round and writes its sheet. Pure: the same inputs give the same records on any machine.
 *
 * MMC and TC are covariances with the target and so in its unit; published they are over its standard deviation, as if every
 * round's target had the same spread. MMC takes targets in [0, 1] for buckets and scales them: it is divided by the spread of
 * what it took. CORR has no unit.
 *
 * Uniqueness is a ratchet over what was published before, which needs nothing but the chain. A model without a submission has a
 * line of zeros (mechanism, section 14) and its account's weight.
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
  const scores = await scoreRound(data, { weights: metaWeights, accounts: entered.map(accountKey) });

  const target = boundedTarget(data.target);
  const [spread, contributionSpread] = [standardDeviation(target), standardDeviation(contributionTarget(target))];
  const published = new Map(
    scores.models.map(({ model, corr, mmc, tc, uniqueness }): [string, PublishedScores] => {
      const scaled = { corr, mmc: mmc / contributionSpread, tc: (tc / spread) * config.tcScale };
      const score = toScoreUnits(payoutScore(scaled, config.multipliers), `Score of ${model}`);
      const before = byName.get(model)!.uniquenessBefore ?? 10_000;
      const now = toShareUnits(uniqueness, `Uniqueness of ${model}`);
      return [
        model,
        { score, tc: toScoreUnits(scaled.tc, `TC of ${model}`), uniqueness: Math.min(now, before + RECOVERY) },
      ];
    }),
  );
  const records = models.map(({ name, weight }): ScoreRecord => ({ ...(published.get(name) ?? ABSENT), weight }));
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
