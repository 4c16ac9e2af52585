import { expect } from "chai";

import { fastMarket } from "../../scripts/simulation/rules/space/spaceRule.js";
import { allRules, OWN_STAKE_SPECS } from "../../scripts/simulation/rules/index.js";
import { auction } from "../../scripts/simulation/rules/thread/whitepaperAuction.js";
import type { StakeView } from "../../scripts/simulation/rules/types.js";
import { leadersOf } from "../../scripts/simulation/season/chasingSeason.js";
import { measureSeason } from "../../scripts/simulation/season/measure.js";
import { latentWorld } from "../../scripts/simulation/worlds/latent.js";

/** Three accounts, four models: the first account has the first two. */
function view(change: Partial<StakeView> = {}): StakeView {
  return {
    round: 9,
    accountOf: Int32Array.of(0, 0, 1, 2),
    accountCount: 3,
    present: Uint8Array.of(1, 1, 1, 1),
    played: Int32Array.of(9, 9, 9, 2),
    stake: Float64Array.of(3_000, 1_000, 500, 100),
    record: Float64Array.of(0.02, -0.01, 0.01, 0),
    accountWeight: Float64Array.of(0.5, 1, 0),
    allTime: Float64Array.of(1.1, 1.3, 0.9),
    confidence: Float64Array.of(0.9, 0.5, 0.7, 0.1),
    payoutFactor: 1,
    ...change,
  };
}

const weights = (id: string, change: Partial<StakeView> = {}): number[] =>
  Array.from(OWN_STAKE_SPECS[id]!.rule.weights(view(change)));
const allowed = (id: string): number[] => Array.from(OWN_STAKE_SPECS[id]!.rule.allowed!(view()));

describe("simulation: rules of the thread", () => {
  it("M11: pays the table of the white paper", () => {
    const entries = [
      { confidence: 5, stake: 10_000, right: false },
      { confidence: 4, stake: 2_000, right: true },
      { confidence: 1.5, stake: 3_000, right: true },
      { confidence: 1, stake: 5_000, right: false },
      { confidence: 0.5, stake: 300, right: true },
    ];
    expect(auction(entries, 3_000)).to.deep.equal([-10_000, 500, 2_000, -5_000, 500]);
  });

  it("M11: an empty pool neither pays nor burns who comes after", () => {
    const entries = [
      { confidence: 1, stake: 100, right: true },
      { confidence: 2, stake: 400, right: true },
      { confidence: 0.5, stake: 70, right: false },
    ];
    expect(auction(entries, 150)).to.deep.equal([0, 150, 0]);
  });

  it("M0, M1: weigh stake, cap it, take its logarithm, its rank", () => {
    expect(weights("M0")).to.deep.equal([3_000, 1_000, 500, 100]);
    expect(allowed("M1")).to.deep.equal([1_000, 1_000, 1_000, 1_000]);
    expect(weights("M1-log")[3]).to.be.within(Math.log(101) - 1e-9, Math.log(101) + 1e-9);
    const byRank = weights("M1-rank");
    expect(byRank[0]! > byRank[1]! && byRank[1]! > byRank[2]! && byRank[2]! > byRank[3]!).to.equal(true);
  });

  it("M2: shares what an account may stake over its models, by what it wants on each", () => {
    const most = allowed("M2");
    expect(most[0]! / most[1]!).to.be.within(3 - 1e-9, 3 + 1e-9);
    expect([most[0]! + most[1]!, most[2], most[3]]).to.deep.equal([2_600, 5_000, 200]);
  });

  it("M3, M5, M9: weigh by the account's record", () => {
    expect(weights("M3")).to.deep.equal([1_500, 500, 500, 0]);
    expect(weights("M5")).to.deep.equal([0.375, 0.125, 1, 0]);
    const byReturn = weights("M9");
    expect(byReturn[2]! / 500).to.be.within(1 - 1e-9, 1 + 1e-9);
    expect(byReturn[3]! / 100).to.be.within(1 / 3 - 1e-9, 1 / 3 + 1e-9);
  });

  it("M4: weighs records alone, stake or not", () => {
    expect(weights("M4", { stake: new Float64Array(4) })).to.deep.equal([0.02, 0, 0.01, 0]);
  });

  it("M6: pays half to an account without a record, and all to the best", () => {
    const returns = OWN_STAKE_SPECS["M6"]!.rule.returns!(view(), new Float64Array(4).fill(0.02));
    expect(Array.from(returns)).to.deep.equal([0.015, 0.015, 0.02, 0.01]);
  });

  it("M8: neither weighs nor admits stake in the first six rounds", () => {
    expect(weights("M8")).to.deep.equal([3_000, 1_000, 500, 0]);
    expect(allowed("M8")).to.deep.equal([Infinity, Infinity, Infinity, 0]);
  });

  it("M10: burns five times as hard, up to a quarter", () => {
    const returns = OWN_STAKE_SPECS["M10"]!.rule.returns!(view(), Float64Array.of(0.02, -0.02, 0.2, -0.2));
    expect(Array.from(returns)).to.deep.equal([0.1, -0.1, 0.25, -0.25]);
  });

  it("M12: buys the leaders of the last rounds", () => {
    const past = [Float64Array.of(3, 1, 0, 9), Float64Array.of(0, 4, 1, 9)];
    expect(leadersOf(past, Uint8Array.of(1, 1, 1, 0), 2)).to.deep.equal([1, 0]);
    expect(leadersOf([], Uint8Array.of(1), 1)).to.deep.equal([]);
  });

  it("are all there, M0 to M12 and the controls, and each plays a season that its seed decides", function () {
    this.timeout(60_000);
    const rules = allRules(fastMarket);
    const ids = rules.map(({ id }) => id);
    for (let number = 0; number <= 12; number++) expect(ids).to.include(`M${number}`);
    expect(ids).to.include("free");
    const world = latentWorld("rules", { models: 40, rounds: 12 });
    for (const rule of rules) {
      const play = (seed: string) => measureSeason(world, rule.play({ world, seed, metric: "corr" }));
      const found = play("a");
      expect(Object.values(found).every(Number.isFinite), rule.id).to.equal(true);
      expect(found.half_accounts, rule.id).to.be.above(0);
      expect(play("a"), rule.id).to.deep.equal(found);
    }
  });
});
