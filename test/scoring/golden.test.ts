import {
  alpha,
  columnOf,
  correlationContribution,
  featureNeutralCorr,
  gaussian,
  mapColumns,
  maxFeatureCorrelation,
  neutralize,
  numeraiCorr,
  power15,
  stakeWeight,
  tieBrokenRank,
  tieKeptRank,
  trueContribution,
  type Matrix,
} from "../../scripts/scoring/index.js";
import { expect } from "chai";
import { expectClose } from "./close.js";
import { GOLDEN_CASES, matrixFrom, matrixFromRows } from "./goldenCases.js";

describe("scores against the reference library", () => {
  for (const golden of GOLDEN_CASES) {
    const predictions = matrixFrom(golden.predictions);
    const features = matrixFrom(golden.features);
    const neutralizers = matrixFromRows(golden.neutralizers);
    const { target, stakes, expect: reference } = golden;
    const ranks = mapColumns(predictions, tieKeptRank);
    const signals = mapColumns(ranks, gaussian);
    const meta = stakeWeight(signals, stakes);

    const matrices: [string, Matrix, Record<string, number[]>][] = [
      ["tie-kept rank", ranks, reference.tie_kept_rank],
      ["tie-broken rank", mapColumns(predictions, tieBrokenRank), reference.tie_broken_rank],
      ["gaussian", signals, reference.gaussian],
      ["power 1.5", mapColumns(signals, power15), reference.pow15],
      ["neutralize", neutralize(predictions, features), reference.neutralize],
      ["neutralize by half", neutralize(predictions, features, 0.5), reference.neutralize_half],
    ];
    for (const [name, got, expected] of matrices) {
      it(`${golden.name}: ${name}`, () => {
        expectClose(got.data, matrixFrom(expected).data, 1e-9, name);
      });
    }

    const vectors: [string, ArrayLike<number>, number[]][] = [
      ["meta model", meta, reference.stake_weighted_meta_model],
      ["CORR", numeraiCorr(predictions, target), reference.numerai_corr],
      [
        "CORR of top and bottom",
        numeraiCorr(predictions, target, { topBottom: 10 }),
        reference.numerai_corr_top_bottom_10,
      ],
      ["MMC", correlationContribution(predictions, meta, target), reference.mmc],
      [
        "MMC of top and bottom",
        correlationContribution(predictions, meta, target, { topBottom: 10 }),
        reference.mmc_top_bottom_10,
      ],
      ["FNC", featureNeutralCorr(predictions, features, target), reference.fnc],
      ["alpha", alpha(predictions, neutralizers, golden.sample_weights, target), reference.alpha],
      ["TC", trueContribution(predictions, stakes, neutralizers, golden.sample_weights, target), reference.mpc],
    ];
    for (const [name, got, expected] of vectors) {
      it(`${golden.name}: ${name}`, () => {
        expectClose(got, expected, 1e-9, name);
      });
    }

    it(`${golden.name}: max feature correlation`, () => {
      const names = Object.keys(golden.features);
      Object.values(reference.max_feature_correlation).forEach(([feature, correlation], j) => {
        const got = maxFeatureCorrelation(columnOf(predictions, j), features);
        expect(names[got.feature]).to.equal(feature);
        expectClose([got.correlation], [correlation]);
      });
    });
  }
});
