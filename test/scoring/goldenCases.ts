import { readFileSync } from "node:fs";
import { matrixOf, type Matrix } from "../../scripts/scoring/index.js";

type Columns = Record<string, number[]>;

/** One round of the golden file. `expect` holds what the reference library made of it. */
export interface GoldenCase {
  readonly name: string;
  readonly predictions: Columns;
  readonly target: number[];
  readonly features: Columns;
  readonly stakes: number[];
  /** Row by row. */
  readonly neutralizers: number[][];
  readonly sample_weights: number[];
  readonly expect: {
    readonly tie_kept_rank: Columns;
    readonly tie_broken_rank: Columns;
    readonly gaussian: Columns;
    readonly pow15: Columns;
    readonly stake_weighted_meta_model: number[];
    readonly numerai_corr: number[];
    readonly numerai_corr_top_bottom_10: number[];
    readonly mmc: number[];
    readonly mmc_top_bottom_10: number[];
    readonly fnc: number[];
    readonly neutralize: Columns;
    readonly neutralize_half: Columns;
    readonly max_feature_correlation: Record<string, [string, number]>;
    readonly alpha: number[];
    readonly mpc: number[];
    readonly mpc_finite_difference: number[];
  };
}

const file = new URL("golden/numerai-tools.json", import.meta.url);

export const GOLDEN_CASES = (JSON.parse(readFileSync(file, "utf8")) as { cases: GoldenCase[] }).cases;

/** Columns of a golden record as a matrix. */
export function matrixFrom(columns: Columns): Matrix {
  return matrixOf(Object.values(columns));
}

/** A matrix from its rows. */
export function matrixFromRows(rows: readonly (readonly number[])[]): Matrix {
  return matrixOf(rows[0]!.map((_, j) => rows.map((row) => row[j]!)));
}
