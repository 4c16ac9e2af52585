import { expect } from "chai";
import fc from "fast-check";
import {
  accountHistories,
  accountWeights,
  allTimeReturn,
  maturity,
  stakeWeightedScore,
  stakeWeightedTc,
  type AccountRecordName,
  type ModelRound,
} from "../../../scripts/weighting/accounts/index.js";
import { expectClose } from "../../scoring/close.js";

function row(round: number, model: number, account: string, fields: Partial<ModelRound> = {}): ModelRound {
  return { round, model, account, stake: 100, score: 0.01, tc: 0.02, gain: 1, ...fields };
}

const OPTIONS = { record: "tc" as AccountRecordName, window: 20, maturityRounds: 10 };

const anyRows = fc.array(
  fc.record({
    round: fc.integer({ min: 1, max: 12 }),
    model: fc.integer({ min: 1, max: 9 }),
    account: fc.constantFrom("a", "b", "c", "d"),
    stake: fc.double({ min: 0, max: 1e6, noNaN: true }),
    score: fc.double({ min: -1, max: 1, noNaN: true }),
    tc: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
    gain: fc.double({ min: -1, max: 1, noNaN: true }),
  }),
  { maxLength: 60 },
);

describe("account weights", () => {
  it("grow with rounds played until maturity", () => {
    expect([0, 1, 5, 10, 30].map((rounds) => maturity(rounds, 10))).to.deep.equal([0, 0.1, 0.5, 1, 1]);
  });

  it("are maturity times the percentile by stake among accounts with stake in the window", () => {
    const rows = [row(1, 1, "a", { tc: 0.03 }), row(1, 2, "b", { tc: 0.01 }), row(2, 1, "a", { tc: 0.03 })];
    const weights = accountWeights(rows, 2, OPTIONS);
    expectClose([weights.get("a")!, weights.get("b")!], [0.2 * ((1 + 1) / 3), 0.1 * (0.5 / 3)], 1e-15);
  });

  it("are not lifted by dust below, however many heads it has", () => {
    const honest = [row(1, 1, "a", { stake: 100, tc: 0.01 }), row(1, 2, "b", { stake: 100, tc: 0.02 })];
    const dust = Array.from({ length: 9 }, (_, i) => row(1, 3 + i, `junk${i}`, { stake: 0.001, tc: -0.03 }));
    const [alone, lifted] = [honest, [...honest, ...dust]].map((rows) => accountWeights(rows, 1, OPTIONS).get("a")!);
    expect(lifted! / alone!).to.be.within(1, 1.001);
  });

  it("leave out an account that sat the window out", () => {
    const rows = [row(1, 1, "a"), ...Array.from({ length: 30 }, (_, i) => row(i + 1, 2, "b"))];
    expect([...accountWeights(rows, 30, OPTIONS).keys()]).to.deep.equal(["b"]);
  });

  it("leave out an account that never had stake, so it weighs nothing", () => {
    const weights = accountWeights([row(1, 1, "a"), row(1, 2, "new", { stake: 0 })], 1, OPTIONS);
    expect([...weights.keys()]).to.deep.equal(["a"]);
  });

  it("weigh TC and score by stake over the window only", () => {
    const histories = accountHistories([
      row(1, 1, "a", { tc: 0.9, score: 0.9 }),
      row(4, 1, "a", { stake: 300, tc: 0.01, score: 0.02 }),
      row(4, 2, "a", { stake: 100, tc: 0.05, score: 0.06 }),
    ]);
    expectClose([stakeWeightedTc(histories.get("a")!, 4, 3)], [0.02], 1e-15);
    expectClose([stakeWeightedScore(histories.get("a")!, 4, 3)], [0.03], 1e-15);
    expect(stakeWeightedTc(histories.get("a")!, 40, 3)).to.equal(0);
    expect(stakeWeightedScore(histories.get("a")!, 40, 3)).to.equal(0);
  });

  it("compound the all-time return", () => {
    const histories = accountHistories([row(1, 1, "a", { gain: 10 }), row(2, 1, "a", { gain: -10 })]);
    expectClose([allTimeReturn(histories.get("a")!, 2, 1)], [1.1 * 0.9 - 1], 1e-15);
  });

  it("are in [0, 1], whatever the rows, and do not depend on their order", () => {
    fc.assert(
      fc.property(anyRows, fc.constantFrom<AccountRecordName>("tc", "return", "score"), (rows, record) => {
        const distinct = [...new Map(rows.map((r) => [`${r.round} ${r.model}`, r])).values()];
        const weights = accountWeights(distinct, 12, { ...OPTIONS, record });
        const reversed = accountWeights([...distinct].reverse(), 12, { ...OPTIONS, record });
        for (const [account, weight] of weights) {
          expect(weight).to.be.within(0, 1);
          expect(reversed.get(account)).to.equal(weight);
        }
      }),
    );
  });

  it("do not rise when an account splits one model's stake over copies", () => {
    const whole = accountWeights([row(1, 1, "a", { stake: 96, tc: 0.25 }), row(1, 9, "b", { tc: 0.25 })], 1, OPTIONS);
    const split = accountWeights(
      [1, 2, 3].map((model) => row(1, model, "a", { stake: 32, tc: 0.25 })).concat(row(1, 9, "b", { tc: 0.25 })),
      1,
      OPTIONS,
    );
    expect(split.get("a")).to.equal(whole.get("a"));
  });

  it("refuse windows that are not whole rounds", () => {
    expect(() => accountWeights([], 1, { ...OPTIONS, window: 0 })).to.throw("window is 0");
    expect(() => accountWeights([], 1, { ...OPTIONS, maturityRounds: 0.5 })).to.throw("maturityRounds is 0.5");
  });
});
