import type { Matrix } from "./matrix.js";
import type { OptimizerOptions } from "./optimizer/options.js";

/** Everything a round is scored on. Rows are stocks in the order of `ids`; models are in order of seniority. */
export interface RoundData {
  readonly ids: readonly string[];
  readonly models: readonly string[];
  /** stocks x models, finite. */
  readonly predictions: Matrix;
  readonly target: Float64Array;
  /** Numeric exposures and one-hot groups. */
  readonly exposures: { readonly names: readonly string[]; readonly matrix: Matrix };
}

export interface ScoreRoundOptions {
  /** Weight of each model in the meta model and in TC's portfolio: its stake, or what a weighting scheme makes of it. */
  readonly weights: ArrayLike<number>;
  /** Owner of each model, for the part of uniqueness that an account's models share; each its own when absent. */
  readonly accounts?: readonly string[];
  /** A model to measure BMC against, one value per stock. */
  readonly benchmark?: ArrayLike<number> | undefined;
  /** How TC is computed; `closed-form` when absent. */
  readonly method?: TcMethod | undefined;
  /** Settings of `optimizer`; what is absent has its default. */
  readonly optimizer?: Partial<OptimizerOptions> | undefined;
  /**
   * Threads to use; when absent one for fewer than 1,000,000 predictions, else as many as there are cores. They change the time,
   * never a bit of the result.
   */
  readonly threads?: number | undefined;
  /** Called now and then. */
  readonly onProgress?: OnProgress | undefined;
}

export type TcMethod = "closed-form" | "optimizer";

/** The stages of a round, in their order. */
export type Stage = "ranks" | "neutral" | "contributions" | "optimizer" | "uniqueness";

/** Told how many of a stage's units are done. A stage of several passes counts each from 0. */
export type OnProgress = (stage: Stage, done: number, total: number) => void;

export interface ModelScores {
  readonly model: string;
  readonly corr: number;
  readonly mmc: number;
  readonly fnc: number;
  readonly tc: number;
  /** In [0, 1], with the account's share of its free models already in it. */
  readonly uniqueness: number;
  readonly maxFeatureCorrelation: number;
  /** Name of the exposure that correlation is with. */
  readonly maxFeature: string;
  readonly correlationWithMetaModel: number;
  readonly bmc?: number;
}

export interface MetaModelScores {
  readonly corr: number;
  readonly fnc: number;
  readonly maxFeatureCorrelation: number;
  readonly maxFeature: string;
  /** Sum of the weights. */
  readonly totalWeight: number;
  /** `(sum w)^2 / sum w^2`: as many models of equal weight would be as concentrated. 0 without weight. */
  readonly effectiveModels: number;
}

export interface RoundScores {
  readonly models: readonly ModelScores[];
  readonly metaModel: MetaModelScores;
}
