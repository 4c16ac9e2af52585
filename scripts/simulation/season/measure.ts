import {
  countToHalf,
  deviation,
  drawdown,
  herfindahl,
  meanOf,
  pearsonCorrelation,
  rankCorrelation,
  sumOf,
} from "../statistics.js";
import type { World } from "../worlds/types.js";
import type { RoundOutcome } from "./outcome.js";

/** What a season shows, in plain numbers: one row of the verdict before seeds are averaged. */
export interface SeasonMeasures {
  /** Mean CORR of the meta model over all rounds. */
  readonly score: number;
  /** Mean over spread of it, a round. */
  readonly sharpe: number;
  /** The deepest fall of its running sum. */
  readonly drawdown: number;
  /** Accounts of stakers that decide half of the weight; of models' owners; models that have half of it. Second half of the season. */
  readonly half_accounts: number;
  readonly half_owners: number;
  readonly half_models: number;
  /** Herfindahl index over stakers, and one over it. */
  readonly hhi: number;
  readonly effective: number;
  /** Part of all space on models that predict nothing; without limits, of the weight. */
  readonly noise_share: number;
  /** Part of the weight on them. */
  readonly noise_weight: number;
  /** Tokens of space on models that predict nothing. */
  readonly noise_tokens: number;
  /** Rank correlation, and correlation, of limits with the true lasting skill; without limits, of weights. */
  readonly limit_skill_corr: number;
  readonly limit_skill_pearson: number;
  /** Part of the tokens that want to be at risk and are not. */
  readonly displaced: number;
  /** Correlation over accounts of weight with wealth: 1 where wealth alone decides. */
  readonly fairness: number;
  /** Part of the weight that changes places from round to round. */
  readonly turnover: number;
  /** What owners of models earn in rent, and stakers after rent, a round, per token that wants to be at risk. */
  readonly owner_income: number;
  readonly staker_income: number;
}

export type MeasureName = keyof SeasonMeasures;

/** Plays a season and measures it. Concentration and limits are those of the second half: the first is learning for every rule. */
export function measureSeason(world: World, season: Iterable<RoundOutcome>): SeasonMeasures {
  const metas: number[] = [];
  const rows: Record<string, number>[] = [];
  let before: Float64Array | undefined;
  for (const outcome of season) {
    metas.push(outcome.scores.meta);
    if (outcome.round >= world.options.rounds / 2) rows.push(measureRound(world, outcome, before));
    before = outcome.weights;
  }
  const average = (name: string): number => meanOf(rows.map((row) => row[name]!));
  const spread = deviation(metas);
  const names = [
    ...(["half_accounts", "half_owners", "half_models", "hhi", "noise_share", "noise_weight", "noise_tokens"] as const),
    ...(["limit_skill_corr", "limit_skill_pearson", "displaced", "fairness", "turnover"] as const),
    ...(["owner_income", "staker_income"] as const),
  ];
  const averages = Object.fromEntries(names.map((name) => [name, average(name)])) as Record<
    (typeof names)[number],
    number
  >;
  return {
    score: meanOf(metas),
    sharpe: spread > 0 ? meanOf(metas) / spread : 0,
    drawdown: drawdown(metas),
    effective: averages.hhi > 0 ? 1 / averages.hhi : 0,
    ...averages,
  };
}

function measureRound(world: World, outcome: RoundOutcome, before: Float64Array | undefined): Record<string, number> {
  const { weights, byStaker, limit, present, wanted, atRisk, wealth, flows } = outcome;
  const owners = new Float64Array(world.accounts.length);
  weights.forEach((weight, j) => (owners[world.accountOf[j]!]! += weight));
  const isLimited = limit.some((tokens, j) => present[j] === 1 && Number.isFinite(tokens) && tokens < 1e8);
  const space = isLimited ? limit.map((tokens) => (Number.isFinite(tokens) ? tokens : 0)) : weights;
  const skill = world.rounds[outcome.round]!.lasting;
  const all = sumOf(weights);
  const onNoise = (values: Float64Array): number => sumOf(values.filter((_, j) => world.isNoise[j] === 1));
  const inPlay = Array.from(present.keys()).filter((j) => present[j] === 1);
  const of = (values: Float64Array): Float64Array => Float64Array.from(inPlay, (j) => values[j]!);
  const rent = sumOf(flows.rent);
  return {
    half_accounts: countToHalf(byStaker),
    half_owners: countToHalf(owners),
    half_models: countToHalf(weights),
    hhi: herfindahl(byStaker),
    noise_share: sumOf(space) > 0 ? onNoise(space) / sumOf(space) : 0,
    noise_weight: all > 0 ? onNoise(weights) / all : 0,
    noise_tokens: isLimited ? onNoise(space) : 0,
    limit_skill_corr: rankCorrelation(of(space), of(skill)),
    limit_skill_pearson: pearsonCorrelation(of(space), of(skill)),
    displaced: wanted > 0 ? 1 - atRisk / wanted : 0,
    fairness: pearsonCorrelation(byStaker, wealth),
    turnover: before === undefined ? 0 : turnover(before, weights),
    owner_income: wanted > 0 ? rent / wanted : 0,
    staker_income: wanted > 0 ? (sumOf(flows.result) - rent - sumOf(flows.fee)) / wanted : 0,
  };
}

/** Half the sum of absolute changes of shares. */
function turnover(before: Float64Array, now: Float64Array): number {
  const [sumBefore, sumNow] = [sumOf(before), sumOf(now)];
  if (sumBefore === 0 || sumNow === 0) return 0;
  let changed = 0;
  for (let j = 0; j < now.length; j++) changed += Math.abs(now[j]! / sumNow - before[j]! / sumBefore);
  return changed / 2;
}
