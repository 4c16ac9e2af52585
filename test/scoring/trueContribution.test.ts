import { expect } from "chai";
import { columnOf, matrixOf, neutralWeights, trueContribution, type Matrix } from "../../scripts/scoring/index.js";
import { CONTRIBUTION_SCALE } from "../../scripts/scoring/trueContribution.js";
import { center, dot, sum } from "../../scripts/scoring/statistics.js";
import { expectClose } from "./close.js";
import { GOLDEN_CASES, matrixFrom, matrixFromRows } from "./goldenCases.js";

/** The portfolio's return, computed the long way: what TC is the gradient of. */
function portfolioReturn(weights: Matrix, shares: ArrayLike<number>, target: ArrayLike<number>): number {
  const portfolio = new Float64Array(weights.rows);
  for (let j = 0; j < weights.columns; j++) {
    columnOf(weights, j).forEach((value, i) => (portfolio[i]! += shares[j]! * value));
  }
  const centered = center(portfolio);
  return dot(centered, center(target)) / Math.sqrt(dot(centered, centered)) / CONTRIBUTION_SCALE;
}

describe("true contribution", () => {
  for (const golden of GOLDEN_CASES) {
    const predictions = matrixFrom(golden.predictions);
    const neutralizers = matrixFromRows(golden.neutralizers);
    const { stakes, target, sample_weights: units } = golden;
    const tc = trueContribution(predictions, stakes, neutralizers, units, target);
    const total = sum(stakes);

    it(`${golden.name}: agrees with finite differences of the portfolio's return`, () => {
      const weights = neutralWeights(predictions, neutralizers, units);
      const step = 1e-6;
      const differences = stakes.map((_, j) => {
        const at = (sign: number) =>
          portfolioReturn(
            weights,
            stakes.map((stake, k) => stake / total + (k === j ? sign * step : 0)),
            target,
          );
        return (at(1) - at(-1)) / (2 * step);
      });
      expectClose(tc, differences, 1e-8);
      expectClose(tc, golden.expect.mpc_finite_difference, 1e-8);
    });

    it(`${golden.name}: stake-weighted TC sums to 0`, () => {
      expect(Math.abs(dot(tc, stakes) / total)).to.be.below(1e-16);
    });

    it(`${golden.name}: splitting a stake over copies changes no TC`, () => {
      const columns = Object.values(golden.predictions);
      const split = trueContribution(
        matrixOf([...columns, columns[3]!, columns[3]!]),
        [...stakes.map((stake, j) => (j === 3 ? stake * 0.5 : stake)), stakes[3]! * 0.2, stakes[3]! * 0.3],
        neutralizers,
        units,
        target,
      );
      expectClose(split, [...tc, tc[3]!, tc[3]!], 1e-14);
    });

    it(`${golden.name}: scaling all stakes changes no TC`, () => {
      const scaled = stakes.map((stake) => stake * 1e6);
      expectClose(trueContribution(predictions, scaled, neutralizers, units, target), tc, 1e-14);
    });
  }

  it("is 0 for everybody without stake, and where signals cancel", () => {
    const none = matrixOf([[0, 0, 0, 0]]);
    const opposite = matrixOf([
      [1, 2, 3, 4],
      [4, 3, 2, 1],
    ]);
    expectClose(trueContribution(opposite, [0, 0], none, [1, 1, 1, 1], [1, 2, 4, 3]), [0, 0], 0);
    expectClose(trueContribution(opposite, [5, 5], none, [1, 1, 1, 1], [1, 2, 4, 3]), [0, 0], 0);
  });
});
