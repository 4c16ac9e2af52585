import { expect } from "chai";

import {
  countToHalf,
  deviation,
  drawdown,
  herfindahl,
  meanOf,
  pearsonCorrelation,
  rankCorrelation,
  ranks,
  standardError,
} from "../../scripts/simulation/statistics.js";

describe("simulation: statistics", () => {
  it("knows means, spreads and standard errors, and gives 0 of nothing", () => {
    expect(meanOf([1, 2, 6])).to.equal(3);
    expect(deviation([1, 3])).to.equal(Math.sqrt(2));
    expect(standardError([1, 3])).to.equal(1);
    expect([meanOf([]), deviation([1]), standardError([1])]).to.deep.equal([0, 0, 0]);
  });

  it("ranks ties at their mean and correlates values and ranks", () => {
    expect(Array.from(ranks([5, 1, 5, 9]))).to.deep.equal([2.5, 1, 2.5, 4]);
    expect(pearsonCorrelation([1, 2, 3], [2, 4, 6])).to.be.within(1 - 1e-12, 1 + 1e-12);
    expect(pearsonCorrelation([1, 2, 3], [7, 7, 7])).to.equal(0);
    expect(rankCorrelation([1, 2, 3, 4], [1, 10, 100, 1_000])).to.be.within(1 - 1e-12, 1 + 1e-12);
  });

  it("counts the largest that make half, the last one in part", () => {
    expect(countToHalf([1, 1, 1, 1])).to.equal(2);
    expect(countToHalf([6, 1, 1, 2])).to.be.within(5 / 6 - 1e-12, 5 / 6 + 1e-12);
    expect(countToHalf([])).to.equal(0);
  });

  it("measures concentration by squared shares, and falls below the highest point so far", () => {
    expect(herfindahl([2, 2])).to.equal(0.5);
    expect(herfindahl([0, 0])).to.equal(0);
    expect(drawdown([1, 2, -4, 1, 1])).to.equal(4);
  });
});
