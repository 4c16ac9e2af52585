import type { Calibration } from "./calibration.js";

/** What a season is played in. */
export interface WorldOptions {
  readonly models: number;
  readonly rounds: number;
  /** Correlation of a model's own skill from one round to the next, in [0, 1): the dial. */
  readonly persistence: number;
  /** Share of models that predict nothing. */
  readonly noiseShare: number;
  /** Chance a round that a model's lasting skill is drawn anew; 0: it lasts the whole season. */
  readonly drift: number;
  /** Share of models that enter later than the first round. */
  readonly lateShare: number;
  readonly calibration: Calibration;
}

/** Somebody with tokens and models. */
export interface WorldAccount {
  /** Tokens at the beginning of the season. */
  readonly wealth: number;
  readonly models: readonly number[];
}

/**
 * Models as vectors of signals: prediction of model j = sum over factors of `loading` times the factor, plus `rootOwn` times the
 * own part of its root, plus `selfOwn` times a part of its own. All parts are independent with variance 1 and so are
 * predictions; a copy has another model as its root, an original itself and no `selfOwn`.
 */
export interface ModelSpace {
  readonly count: number;
  readonly factors: number;
  /** Factor 0 is the common signal; factors 1 to `exposures` are public and neutralised in FNC and TC. */
  readonly exposures: number;
  /** `loading[j * factors + k]`. */
  readonly loading: Float64Array;
  readonly root: Int32Array;
  readonly rootOwn: Float64Array;
  readonly selfOwn: Float64Array;
}

/** What a round's market pays: covariances of the target with the parts of predictions. */
export interface MarketRound {
  /** By factor. */
  readonly payoff: Float64Array;
  /** Own part of each original. */
  readonly own: Float64Array;
  /** The part a copy has to itself. */
  readonly self: Float64Array;
  /** What each model is expected to score, luck aside: skill and common signal of that round. */
  readonly expected: Float64Array;
  /** The part of `expected` that lasts: what anybody can hope to know before the round. */
  readonly lasting: Float64Array;
  /** Extra noise of TC. */
  readonly tcNoise: Float64Array;
}

/** A world: everything that is the same for every rule. */
export interface World {
  readonly options: WorldOptions;
  readonly accounts: readonly WorldAccount[];
  /** Account of each model. */
  readonly accountOf: Int32Array;
  /** The round a model enters in, from 0. */
  readonly enters: Int32Array;
  /** 1 where a model predicts nothing. */
  readonly isNoise: Uint8Array;
  readonly space: ModelSpace;
  readonly rounds: readonly MarketRound[];
  /** A predictor that is replaced by noise from a round on. */
  readonly swap?: { readonly model: number; readonly round: number };
}
