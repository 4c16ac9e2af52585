/** What a weighting scheme may know about one model of a round. */
export interface WeightInput {
  /** Name of the model, for messages. */
  readonly model?: string;
  /** Owner of the model. */
  readonly account: string;
  /** Tokens at risk on the model, >= 0. */
  readonly stake: number;
  /** A past record of the model itself, e.g. its mean score; only `metric` reads it. */
  readonly metric?: number;
  /** Weight of the owner in [0, 1] (`scripts/weighting/accounts`); only `account` and `two-factor` read it. */
  readonly accountWeight?: number;
}

/** Gives each model its weight in the meta model, >= 0, on any scale: only ratios matter. */
export type WeightScheme = (models: readonly WeightInput[]) => Float64Array;
