import { expect } from "chai";
import {
  churn,
  correlationContribution,
  gaussian,
  matrixOf,
  maxFeatureCorrelation,
  neutralize,
  numeraiCorr,
  orthogonalize,
  pearson,
  power15,
  spearman,
  tieBrokenRank,
  tieKeptRank,
  trueContribution,
  turnover,
  varianceNormalize,
  weightNormalize,
} from "../../scripts/scoring/index.js";
import { expectClose } from "./close.js";
import { matrixFromRows } from "./goldenCases.js";

describe("small cases of the reference library's own tests", () => {
  it("raises to the power 1.5 keeping the sign", () => {
    expectClose(
      power15([0, -0, 0.5, -0.5, 1, -1, 2, -2]),
      [0, 0, 0.35355339, -0.35355339, 1, -1, 2.82842712, -2.82842712],
      1e-8,
    );
  });

  it("gaussianizes both ends to infinity and the middle to exactly 0", () => {
    const got = gaussian([0, 0.25, 0.5, 0.75, 1]);
    expect(got[0]).to.equal(-Infinity);
    expect(got[2]).to.equal(0);
    expect(got[4]).to.equal(Infinity);
    expectClose(got.slice(1, 4), [-0.67448975, 0, 0.67448975], 1e-8);
  });

  it("keeps or breaks ties", () => {
    expectClose(tieKeptRank([1, 0, 1, 0, 1]), [0.7, 0.2, 0.7, 0.2, 0.7], 1e-15);
    expectClose(tieBrokenRank([1, 0, 1, 0, 1]), [0.5, 0.1, 0.7, 0.3, 0.9], 1e-15);
  });

  it("ranks 0 and -0 as equal, and infinities at the ends", () => {
    expectClose(tieKeptRank([0, -0, Infinity, -Infinity]), [0.5, 0.5, 0.875, 0.125], 1e-15);
  });

  it("orthogonalizes", () => {
    expectClose(orthogonalize([0, 1, 2, 3, 4], [1, 0, 1, 0, 1]), [-2, 1, 0, 3, 2], 1e-15);
  });

  it("leaves a vector alone when there is nothing to orthogonalize against", () => {
    expectClose(orthogonalize([1, 2], [0, 0]), [1, 2], 0);
  });

  it("gives TC of two models", () => {
    const predictions = matrixOf([
      [1, 2, 3, 4, 5],
      [1, 2, 1, 2, 1],
    ]);
    const neutralizers = matrixFromRows([
      [1, 5],
      [2, 4],
      [3, 3],
      [4, 2],
      [5, 1],
    ]);
    expectClose(
      trueContribution(predictions, [0.6, 0.4], neutralizers, [3, 2, 1, 2, 3], [1, 2, 3, 2, 1]),
      [-0.001580068753957352, 0.00237010313093603],
      1e-12,
    );
  });

  it("normalizes variance and weight", () => {
    expectClose(varianceNormalize(matrixOf([[1, 3]])).data, [1, 3], 1e-15);
    expectClose(weightNormalize(matrixOf([[1, -3]])).data, [0.25, -0.75], 1e-15);
    expect(() => varianceNormalize(matrixOf([[2, 2]]))).to.throw("column 0 does not vary");
    expect(() => weightNormalize(matrixOf([[0, 0]]))).to.throw("column 0 is all zeros");
  });

  it("measures churn by ranks, or by names at both ends", () => {
    expectClose([churn([1, 2, 3], [10, 20, 30])], [0], 1e-15);
    expectClose([churn([1, 2, 3], [3, 2, 1])], [2], 1e-15);
    expectClose([churn([1, 2, 3, 4], [1, 2, 4, 3], { topBottom: 1 })], [0.5], 1e-15);
    expect(() => churn([1, 1], [1, 2])).to.throw("not constant");
  });

  it("measures turnover as half the absolute change", () => {
    expectClose([turnover([0.5, -0.5, 0], [0, -0.5, 0.5])], [0.5], 1e-15);
  });
});

describe("traps of the reference library", () => {
  it("does not change its inputs", () => {
    const target = [5, 1, 4, 2];
    const predictions = matrixOf([[1, 2, 4, 3]]);
    const before = predictions.data.slice();
    correlationContribution(predictions, [1, 3, 2, 4], target);
    trueContribution(predictions, [1], matrixOf([[0, 0, 0, 0]]), [1, 1, 1, 1], target);
    numeraiCorr(predictions, target);
    expect(target).to.deep.equal([5, 1, 4, 2]);
    expect(predictions.data).to.deep.equal(before);
  });

  it("scales targets in [0, 1] to buckets for MMC, and others not", () => {
    const predictions = matrixOf([[1, 2, 4, 3]]);
    const unit = correlationContribution(predictions, [1, 3, 2, 4], [0, 0.25, 1, 0.5])[0]!;
    const scaled = correlationContribution(predictions, [1, 3, 2, 4], [0, 1, 4, 2])[0]!;
    expectClose([unit], [scaled], 1e-15);
  });

  it("neutralizes against ones too, so that residuals have mean 0", () => {
    const residual = neutralize(matrixOf([[1, 2, 4, 9]]), matrixOf([[1, 0, 1, 0]])).data;
    expectClose([residual.reduce((a, b) => a + b)], [0], 1e-14);
  });

  it("skips directions below the reference's rcond", () => {
    const faint = matrixOf([
      [1e6, -2e6, 3e6, 1e6],
      [1e-7, 0, 0, -1e-7],
    ]);
    const without = matrixOf([[1e6, -2e6, 3e6, 1e6]]);
    const column = matrixOf([[1, 2, 4, 9]]);
    // The ones column is faint beside a million too, so both calls drop it.
    expectClose(neutralize(column, faint).data, neutralize(column, without).data, 1e-9);
  });

  it("neutralizes against many more features than stocks, leaving nothing", () => {
    const features = matrixOf([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 2, 3],
    ]);
    expectClose(neutralize(matrixOf([[3, 1, 2]]), features).data, [0, 0, 0], 1e-14);
  });

  it("names the strongest feature by absolute correlation", () => {
    const features = matrixOf([
      [1, 2, 3, 5],
      [-1, -2, -3, -4],
    ]);
    const got = maxFeatureCorrelation([1, 2, 3, 4], features);
    expect(got.feature).to.equal(1);
    expectClose([got.correlation], [1], 1e-15);
    expectClose([maxFeatureCorrelation([1, 2, 3, 4], features, { topBottom: 1 }).correlation], [1], 1e-15);
  });

  it("defines correlations with a constant as 0", () => {
    expect(pearson([1, 1, 1], [1, 2, 3])).to.equal(0);
    expect(spearman([1, 2, 3], [4, 4, 4])).to.equal(0);
  });
});
