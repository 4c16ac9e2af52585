import type { Extent } from "../runs/types.js";

/** What a variant did at a persistence: means over worlds, differences world by world. */
export interface SweepRow {
  readonly score: number;
  readonly minus_linear: number;
  readonly minus_linear_se: number;
  readonly minus_free: number;
  readonly minus_free_se: number;
  /** Accounts of stakers, and of owners, that decide half of the weight, over those under linear stake. */
  readonly accounts_ratio: number;
  readonly owners_ratio: number;
  readonly limit_skill_corr: number;
  /** Part of the space on models that predict nothing. */
  readonly noise_share: number;
  /** Tokens of space on them, over those under the first rule. */
  readonly noise_ratio: number;
  /** Part of all tokens that finds space. */
  readonly placed: number;
  /** The score of each world. */
  readonly scores: readonly number[];
}

/** Everything a sweep found: `sweep.json`. */
export interface SweepVerdict {
  readonly format: 1;
  readonly extent: Extent;
  /** By variant, then by persistence. */
  readonly variants: Readonly<Record<string, Readonly<Record<string, SweepRow>>>>;
  /** By uniqueness, then by kind: space of twenty copies at twenty accounts over that of one model. */
  readonly copies: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
