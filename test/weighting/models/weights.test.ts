import { expect } from "chai";
import type { StakespaceError } from "../../../scripts/lib/errors.js";
import { modelWeights, WEIGHT_SCHEMES, type WeightInput } from "../../../scripts/weighting/models/index.js";
import { expectClose } from "../../scoring/close.js";

const MODELS: WeightInput[] = [
  { account: "a", stake: 5000, metric: 0.02, accountWeight: 0.9 },
  { account: "b", stake: 400, metric: -0.01, accountWeight: 0.4 },
  { account: "b", stake: 100, metric: 0.01, accountWeight: 0.4 },
  { account: "c", stake: 0, metric: 0.03, accountWeight: 0 },
];

/** Share of all weight that account `a` has, when its one model is split over `copies`. */
function shareOfA(scheme: string, copies: number): number {
  const [first, ...others] = MODELS;
  const split = Array.from({ length: copies }, () => ({ ...first!, stake: first!.stake / copies }));
  const weights = modelWeights(scheme, [...split, ...others]);
  const total = weights.reduce((a, b) => a + b);
  return weights.slice(0, copies).reduce((a, b) => a + b) / total;
}

describe("meta-model weights", () => {
  it("linear is the stake, and splitting changes nothing", () => {
    expectClose(modelWeights("linear", MODELS), [5000, 400, 100, 0], 0);
    expectClose([shareOfA("linear", 4)], [shareOfA("linear", 1)], 1e-15);
  });

  it("capped, log and rank reward splitting, by this much", () => {
    const gain = (scheme: string) => shareOfA(scheme, 5) / shareOfA(scheme, 1);
    // capped: 1000 of 1500 becomes 5000 of 5500. log and rank from their formulas.
    expectClose([gain("capped")], [5000 / 5500 / (1000 / 1500)], 1e-12);
    const rest = Math.log(401) + Math.log(101);
    const before = Math.log(5001) / (Math.log(5001) + rest);
    const after = (5 * Math.log(1001)) / (5 * Math.log(1001) + rest);
    expectClose([gain("log")], [after / before], 1e-12);
    // rank: percentile 7/8 beside 5/8 and 3/8; split, five share (4+..+8)/5 - 0.5 = 5.5 of 8 beside 2.5 and 1.5.
    expectClose([gain("rank")], [27.5 / 31.5 / (3.5 / 7.5)], 1e-12);
  });

  it("rank gives a model without stake nothing", () => {
    expectClose(modelWeights("rank", MODELS), [0.875, 0.625, 0.375, 0], 1e-15);
  });

  it("metric weighs unstaked models too, and never below 0", () => {
    expectClose(modelWeights("metric", MODELS), [0.02, 0, 0.01, 0.03], 0);
  });

  it("account and two-factor give an owner its weight however many models it has", () => {
    for (const scheme of ["account", "two-factor"]) {
      for (const copies of [1, 2, 7]) expectClose([shareOfA(scheme, copies)], [0.9 / 1.3], 1e-12, scheme);
    }
    expectClose(modelWeights("account", MODELS), [0.9, 0.2, 0.2, 0], 0);
  });

  it("two-factor gives .8/.1/.1 of the 90th percentile for a stake of 80/10/10", () => {
    const stakes = [80, 10, 10].map((stake) => ({ account: "a", stake, accountWeight: 0.9 }));
    expectClose(modelWeights("two-factor", stakes), [0.72, 0.09, 0.09], 1e-15);
  });

  it("two-factor gives an owner without stake nothing", () => {
    expectClose(modelWeights("two-factor", [{ account: "a", stake: 0, accountWeight: 1 }]), [0], 0);
  });

  it("no scheme gives a negative weight or changes with the order of models", () => {
    for (const scheme of Object.keys(WEIGHT_SCHEMES)) {
      const weights = modelWeights(scheme, MODELS);
      const reversed = modelWeights(scheme, [...MODELS].reverse()).reverse();
      expect(weights.every((weight) => weight >= 0)).to.equal(true);
      expectClose(reversed, weights, 1e-15, scheme);
    }
  });

  it("names the model and what it lacks", () => {
    const lacking = [{ model: "m7", account: "a", stake: 1 }];
    expect(() => modelWeights("metric", lacking)).to.throw("model m7 of account a has metric undefined");
    const hintOf = (scheme: string): unknown => {
      try {
        return modelWeights(scheme, lacking);
      } catch (error) {
        return (error as StakespaceError).hint;
      }
    };
    expect(hintOf("metric")).to.include("column metric of models.csv");
    expect(hintOf("two-factor")).to.include("column account_weight of models.csv");
    const huge = [{ model: "m7", account: "a", stake: 1e101 }];
    for (const scheme of Object.keys(WEIGHT_SCHEMES)) {
      expect(() => modelWeights(scheme, huge)).to.throw("model m7 of account a has stake 1e+101");
    }
  });

  it("refuses an unknown scheme, a bad stake and a missing field", () => {
    expect(() => modelWeights("squared", MODELS)).to.throw('unknown weighting scheme "squared"');
    expect(() => modelWeights("linear", [{ account: "a", stake: -1 }])).to.throw("has stake -1");
    expect(() => modelWeights("linear", [{ account: "a", stake: Number.NaN }])).to.throw("has stake NaN");
    expect(() => modelWeights("metric", [{ account: "a", stake: 1 }])).to.throw("has metric undefined");
    expect(() => modelWeights("account", [{ account: "a", stake: 1 }])).to.throw("has accountWeight undefined");
  });
});
