/**
 * What worlds are fitted to. Constants measured once on the stakes of 22 Dec 2022 and on rounds 168 to 310 of the tournament
 * that this argument was about; test/simulation/realData.test.ts measures them again where those files are present.
 */

/** Quantiles of stake per account, tokens: 3,637 accounts, 918,792 tokens, 34 accounts hold half. */
export const WEALTH_QUANTILES: readonly (readonly [share: number, tokens: number])[] = [
  [0, 0.001],
  [0.1, 0.01],
  [0.2, 0.036],
  [0.3, 0.133],
  [0.4, 0.729],
  [0.5, 2.757],
  [0.6, 9.234],
  [0.7, 27.07],
  [0.8, 81.91],
  [0.85, 156.6],
  [0.9, 323.4],
  [0.93, 562.7],
  [0.95, 874.5],
  [0.97, 1_540],
  [0.98, 2_144],
  [0.99, 3_936],
  [0.995, 6_260],
  [0.998, 11_817],
  [0.9993, 17_500],
  [1, 147_000],
];

/** Quantiles of models per account: 80 % have one, the largest 69. */
export const MODELS_QUANTILES: readonly (readonly [share: number, models: number])[] = [
  [0, 1],
  [0.8, 1],
  [0.85, 2],
  [0.9, 3],
  [0.95, 4.5],
  [0.99, 16],
  [1, 30],
];

/** Market and models, in CORR: see docs/simulation.md for what each of them reproduces. */
export interface Calibration {
  /** What a full loading on the common signal scores, mean and spread over rounds: a mean CORR of .018 that varies by .03. */
  readonly consensus: { readonly mean: number; readonly spread: number };
  /** Loadings of models on the common signal: correlations with the meta model of .5 to .9. */
  readonly consensusLoading: { readonly low: number; readonly high: number };
  /** Public exposures and hidden signals: how many, spread of what they pay a round, spread of models' loadings. */
  readonly exposures: { readonly count: number; readonly spread: number; readonly loading: number };
  readonly signals: { readonly count: number; readonly spread: number; readonly loading: number };
  /** Spread over models of the skill that is theirs alone, per unit of their own part. */
  readonly skill: number;
  /** Luck of a prediction: one over the square root of so many independent stocks. */
  readonly stocks: number;
  /** Noise of TC over that of the closed form: 0, or about 2 for an optimizer's TC, which hardly persists. */
  readonly tcNoise: number;
}

export const CALIBRATION: Calibration = {
  consensus: { mean: 0.028, spread: 0.044 },
  consensusLoading: { low: 0.35, high: 0.85 },
  exposures: { count: 3, spread: 0.03, loading: 0.2 },
  signals: { count: 4, spread: 0.015, loading: 0.2 },
  skill: 0.0117,
  stocks: 5_000,
  tcNoise: 0,
};

/** The value at a share of a quantile table, linear between its points. */
export function quantileOf(table: readonly (readonly [number, number])[], share: number): number {
  let [fromShare, fromValue] = table[0]!;
  for (const [toShare, toValue] of table) {
    if (share <= toShare) {
      if (toShare === fromShare) return toValue;
      return fromValue + ((share - fromShare) / (toShare - fromShare)) * (toValue - fromValue);
    }
    [fromShare, fromValue] = [toShare, toValue];
  }
  return fromValue;
}
