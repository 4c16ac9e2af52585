import { readFileSync } from "node:fs";
import {
  churn,
  columnOf,
  featureNeutralCorr,
  maxFeatureCorrelation,
  normalizedNeutralWeights,
  numeraiCorr,
  orthogonalize,
  pearson,
  spearman,
  turnover,
  varianceNormalize,
  weightNormalize,
  type Matrix,
} from "../../scripts/scoring/index.js";
import { expectClose } from "./close.js";
import { matrixFrom } from "./goldenCases.js";

type Columns = Record<string, number[]>;

interface FunctionCase {
  readonly predictions: { readonly a: number[]; readonly b: number[] };
  readonly target: number[];
  readonly features: Columns;
  readonly neutralizers: Columns;
  readonly expect: Record<"neutralized_weights" | "variance_normalize" | "weight_normalize", Columns> &
    Record<
      "orthogonalize" | "numerai_corr_of_returns" | "feature_neutral_corr" | "feature_neutral_corr_top_bottom_10",
      number[]
    > &
    Record<
      "churn" | "churn_top_bottom_10" | "turnover" | "spearman" | "pearson" | "max_feature_correlation_top_bottom_10",
      number
    >;
}

const file = new URL("golden/numerai-tools-functions.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: FunctionCase[] };

describe("functions of two vectors and variants of scores against the reference library", () => {
  cases.forEach((golden, index) => {
    const { a, b } = golden.predictions;
    const predictions = matrixFrom({ a, b });
    const features = matrixFrom(golden.features);
    const units = new Float64Array(a.length).fill(1);
    const { target, expect: reference } = golden;
    const weights = normalizedNeutralWeights(predictions, matrixFrom(golden.neutralizers), units);
    const data = (m: Matrix) => m.data;
    const both = (columns: Columns) => data(matrixFrom(columns));

    const checks: [string, ArrayLike<number>, ArrayLike<number>][] = [
      ["churn", [churn(a, b)], [reference.churn]],
      ["churn of both ends", [churn(a, b, { topBottom: 10 })], [reference.churn_top_bottom_10]],
      ["neutral weights", data(weights), both(reference.neutralized_weights)],
      ["turnover", [turnover(columnOf(weights, 0), columnOf(weights, 1))], [reference.turnover]],
      ["Spearman", [spearman(a, b)], [reference.spearman]],
      ["Pearson", [pearson(a, b)], [reference.pearson]],
      ["variance normalize", data(varianceNormalize(predictions)), both(reference.variance_normalize)],
      ["weight normalize", data(weightNormalize(predictions)), both(reference.weight_normalize)],
      ["orthogonalize", orthogonalize(a, b), reference.orthogonalize],
      [
        "CORR of returns",
        numeraiCorr(predictions, target, { targetPower15: false }),
        reference.numerai_corr_of_returns,
      ],
      ["FNC", featureNeutralCorr(predictions, features, target), reference.feature_neutral_corr],
      [
        "FNC of both ends",
        featureNeutralCorr(predictions, features, target, { topBottom: 10 }),
        reference.feature_neutral_corr_top_bottom_10,
      ],
      [
        "max feature correlation of both ends",
        [maxFeatureCorrelation(a, features, { topBottom: 10 }).correlation],
        [reference.max_feature_correlation_top_bottom_10],
      ],
    ];
    for (const [name, got, expected] of checks) {
      it(`case ${index}: ${name}`, () => {
        expectClose(got, expected, 1e-9, name);
      });
    }
  });
});
