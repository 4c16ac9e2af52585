import { expect } from "chai";

import { Random } from "#lib";
import { CALIBRATION } from "../../scripts/simulation/worlds/calibration.js";
import { withCopies } from "../../scripts/simulation/worlds/copies.js";
import { latentWorld } from "../../scripts/simulation/worlds/latent.js";
import { modelCorrelation, scoreWorld } from "../../scripts/simulation/worlds/scores.js";
import { spaceIn, withSwap } from "../../scripts/simulation/worlds/swap.js";
import type { ModelSpace, World } from "../../scripts/simulation/worlds/types.js";
import { squaredFourthPower, seniorUniqueness, tailCorrelation } from "../../scripts/simulation/worlds/uniqueness.js";
import {
  countToHalf,
  deviation,
  meanOf,
  pearsonCorrelation,
  rankCorrelation,
} from "../../scripts/simulation/statistics.js";

const everybody = (world: World): Uint8Array => new Uint8Array(world.space.count).fill(1);
const none = (world: World): Float64Array => new Float64Array(world.space.count);

/** Predictions of models, a row for each of some stocks, with the target of a round: what the closed form is the limit of. */
function drawStocks(
  world: World,
  round: number,
  stocks: number,
): { predictions: Float64Array[]; target: Float64Array } {
  const { count, factors, loading, root, rootOwn, selfOwn } = world.space;
  const market = world.rounds[round]!;
  const random = new Random("stocks");
  const predictions = Array.from({ length: count }, () => new Float64Array(stocks));
  const target = new Float64Array(stocks);
  for (let i = 0; i < stocks; i++) {
    const factor = Float64Array.from({ length: factors }, () => random.normal());
    const own = Float64Array.from({ length: count }, () => random.normal());
    const self = Float64Array.from({ length: count }, () => random.normal());
    let explained = 0;
    for (let k = 0; k < factors; k++) explained += market.payoff[k]! * factor[k]!;
    for (let j = 0; j < count; j++) {
      // The part of a copy that is its own pays like the part of an original.
      explained += root[j] === j ? market.own[j]! * own[j]! : market.self[j]! * self[j]!;
      let value = rootOwn[j]! * own[root[j]!]! + selfOwn[j]! * self[j]!;
      for (let k = 0; k < factors; k++) value += loading[j * factors + k]! * factor[k]!;
      predictions[j]![i] = value;
    }
    target[i] = explained + random.normal();
  }
  return { predictions, target };
}

function withoutExposures(space: ModelSpace): ModelSpace {
  return { ...space, exposures: 0 };
}

describe("simulation: worlds", function () {
  this.timeout(60_000);

  it("are the same for the same seed, to the last bit, and others for another", () => {
    const options = { models: 40, rounds: 10 };
    expect(latentWorld("a", options)).to.deep.equal(latentWorld("a", options));
    expect(latentWorld("a", options).rounds[0]!.own).to.not.deep.equal(latentWorld("b", options).rounds[0]!.own);
  });

  it("keep everything but the skill when only persistence changes", () => {
    const [low, high] = [0, 0.9].map((persistence) => latentWorld("a", { models: 40, rounds: 5, persistence }));
    expect(low!.accounts).to.deep.equal(high!.accounts);
    expect(low!.space).to.deep.equal(high!.space);
    expect(low!.rounds[2]!.payoff).to.deep.equal(high!.rounds[2]!.payoff);
  });

  it("score as the correlations of drawn stocks do", () => {
    const base = latentWorld("stocks", { models: 12, rounds: 1, lateShare: 0 });
    const copies = { original: 3, count: 2, fidelity: 0.8, enters: 0, wealth: 1, accounts: "each" } as const;
    const world = withCopies(base, copies, "stocks");
    const stocks = 40_000;
    const { predictions, target } = drawStocks(world, 0, stocks);
    const weights = Float64Array.from({ length: 14 }, (_, j) => (j + 1) / 105);
    const scores = scoreWorld(world.space, world.rounds[0]!, weights, everybody(world));
    const meta = target.map((_, i) => predictions.reduce((sum, p, j) => sum + weights[j]! * p[i]!, 0));
    const tolerance = 4 / Math.sqrt(stocks);
    predictions.forEach((prediction, j) => {
      expect(pearsonCorrelation(prediction, target)).to.be.within(
        scores.corr[j]! - tolerance,
        scores.corr[j]! + tolerance,
      );
    });
    expect(pearsonCorrelation(meta, target)).to.be.within(scores.meta - tolerance, scores.meta + tolerance);
    expect(pearsonCorrelation(predictions[3]!, predictions[12]!)).to.be.within(0.8 - tolerance, 0.8 + tolerance);
    expect(modelCorrelation(world.space, 3, 12)).to.be.within(0.8 - 1e-9, 0.8 + 1e-9);
    expect(modelCorrelation(world.space, 12, 13)).to.be.within(0.64 - 1e-9, 0.64 + 1e-9);
  });

  it("give as TC the gradient of the meta model's return, which sums to 0 over stakes", () => {
    const world = latentWorld("gradient", { models: 20, rounds: 1, lateShare: 0 });
    const space = withoutExposures(world.space);
    const market = world.rounds[0]!;
    const weights = Float64Array.from({ length: 20 }, (_, j) => (j + 1) / 210);
    const { tc } = scoreWorld(space, market, weights, everybody(world));
    expect(Math.abs(tc.reduce((sum, value, j) => sum + value * weights[j]!, 0))).to.be.below(1e-12);
    const step = 1e-6;
    for (let j = 0; j < 20; j++) {
      const moved = (by: number): number => {
        const changed = weights.slice();
        changed[j]! += by;
        return scoreWorld(space, market, changed, everybody(world)).meta;
      };
      const slope = (moved(step) - moved(-step)) / (2 * step);
      expect(slope).to.be.within(tc[j]! - 1e-6, tc[j]! + 1e-6);
    }
  });

  it("give exact copies the scores of their original, mirrors the opposite, and nothing to who is not there", () => {
    const base = latentWorld("copies", { models: 20, rounds: 2 });
    const copy = { original: 5, count: 1, enters: 1, wealth: 1, accounts: "one" } as const;
    const world = withCopies(withCopies(base, { ...copy, fidelity: 1 }, "x"), { ...copy, fidelity: -1 }, "y");
    const present = everybody(world);
    present[0] = 0;
    const { corr, tc } = scoreWorld(world.space, world.rounds[1]!, none(world).fill(1 / 22), present);
    expect(corr[20]).to.be.within(corr[5]! - 1e-12, corr[5]! + 1e-12);
    expect(tc[20]).to.be.within(tc[5]! - 1e-12, tc[5]! + 1e-12);
    expect(corr[21]).to.be.within(-corr[5]! - 1e-12, -corr[5]! + 1e-12);
    expect([corr[0], tc[0]]).to.deep.equal([0, 0]);
    expect(world.accountOf.slice(20)).to.deep.equal(Int32Array.of(base.accounts.length, base.accounts.length + 1));
  });

  it("have skill whose correlation from round to round is the dial", () => {
    for (const persistence of [0, 0.5, 0.9]) {
      const world = latentWorld("dial", { models: 400, rounds: 60, persistence, noiseShare: 0 });
      const skill = (round: number): Float64Array =>
        world.rounds[round]!.expected.map(
          (expected, j) => expected - world.space.loading[j * world.space.factors]! * CALIBRATION.consensus.mean,
        ).map((own, j) => own / world.space.rootOwn[j]!);
      const found = meanOf(Array.from({ length: 59 }, (_, r) => pearsonCorrelation(skill(r), skill(r + 1))));
      expect(found, `persistence ${persistence}`).to.be.within(persistence - 0.06, persistence + 0.06);
    }
  });

  it("are fitted: spread and mean of CORR, its persistence, correlation with the meta model", () => {
    const world = latentWorld("fit", { models: 400, rounds: 200, noiseShare: 0, persistence: 0.5, lateShare: 0 });
    const weights = none(world).fill(1 / 400);
    const rounds = world.rounds.map((market) => scoreWorld(world.space, market, weights, everybody(world)));
    const within = meanOf(rounds.map(({ corr }) => deviation(corr)));
    const level = rounds.map(({ corr }) => meanOf(corr));
    const lasting = (of: (round: (typeof rounds)[number]) => Float64Array): number =>
      meanOf(rounds.slice(5).map((round, r) => rankCorrelation(of(round), of(rounds[r]!))));
    // Rounds 168 to 277: within a round .0184, between rounds .0287, mean .0194; lasting over five rounds .09, .05, .09.
    expect(within, "spread within a round").to.be.within(0.015, 0.022);
    expect(deviation(level), "spread of the round's mean").to.be.within(0.02, 0.035);
    expect(meanOf(level), "mean").to.be.within(0.01, 0.026);
    expect(
      lasting(({ corr }) => corr),
      "CORR lasts",
    ).to.be.within(0.05, 0.2);
    expect(
      lasting(({ fnc }) => fnc),
      "FNC lasts longer",
    ).to.be.above(lasting(({ corr }) => corr));
    expect(
      lasting(({ mmc }) => mmc),
      "MMC lasts",
    ).to.be.within(0.03, 0.2);
  });

  it("can have a TC that hardly lasts, as an optimizer's does, and that still sums to 0", () => {
    const calibration = { ...CALIBRATION, tcNoise: 3 };
    const world = latentWorld("tc", { models: 300, rounds: 60, calibration, lateShare: 0 });
    const weights = none(world).fill(1 / 300);
    const tcs = world.rounds.map((market) => scoreWorld(world.space, market, weights, everybody(world)).tc);
    expect(Math.abs(tcs[0]!.reduce((sum, tc) => sum + tc / 300, 0))).to.be.below(1e-12);
    expect(meanOf(tcs.slice(1).map((tc, r) => rankCorrelation(tc, tcs[r]!)))).to.be.within(-0.01, 0.05);
  });

  it("have the real distribution of stake: about 8 of 170 accounts hold half", () => {
    const { accounts } = latentWorld("wealth", { models: 300, rounds: 1 });
    expect(countToHalf(accounts.map(({ wealth }) => wealth))).to.be.within(6, 12);
    expect(accounts.flatMap(({ models }) => models)).to.have.length(300);
  });

  it("replace a predictor by noise from a round on, and not before", () => {
    const world = latentWorld("swap", { models: 20, rounds: 6, noiseShare: 0 });
    const swapped = withSwap(world, 4, 3);
    expect(swapped.rounds[2]).to.equal(world.rounds[2]);
    expect(spaceIn(swapped, 2)).to.equal(world.space);
    expect(swapped.rounds[3]!.expected[4]).to.equal(0);
    const after = spaceIn(swapped, 3);
    expect(modelCorrelation(after, 4, 5)).to.equal(0);
    expect(modelCorrelation(after, 3, 5)).to.equal(modelCorrelation(world.space, 3, 5));
  });

  it("take uniqueness from whoever is like a senior, by what counts in the tails", () => {
    const base = latentWorld("unique", { models: 30, rounds: 1, lateShare: 0 });
    const copies = { original: 2, count: 1, fidelity: 0.95, enters: 3, wealth: 1, accounts: "each" } as const;
    const world = withCopies(base, copies, "unique");
    const unique = seniorUniqueness(world, squaredFourthPower);
    expect(unique[0]).to.equal(1);
    expect(unique[30]).to.be.within(0, squaredFourthPower(tailCorrelation(0.95)) + 1e-12);
    expect(20 * squaredFourthPower(tailCorrelation(0.95))).to.be.below(2);
    expect(squaredFourthPower(0.5)).to.be.above(0.87);
  });
});
