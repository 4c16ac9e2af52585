import { expect } from "chai";

import { FastMarket, RATES, tickFor } from "../../scripts/simulation/markets/fastMarket.js";
import { exactMarket } from "../../scripts/simulation/markets/twinMarket.js";
import { MARKET_TERMS, type Market, type SpaceReport } from "../../scripts/simulation/markets/types.js";
import { STAKESPACE } from "../../scripts/simulation/rules/index.js";
import { spaceRule, fastMarket } from "../../scripts/simulation/rules/space/spaceRule.js";
import { latentWorld } from "../../scripts/simulation/worlds/latent.js";

function report(change: Partial<SpaceReport> = {}): SpaceReport {
  const zeros = (): Float64Array => new Float64Array(2);
  const base = { score: zeros(), growth: zeros(), baseShare: zeros().fill(0.1), weight: zeros() };
  return { ...base, payoutFactor: 1, ...change };
}

/** Two models of accounts 0 and 1; account 2 and 3 bid. */
function both(): Market[] {
  const world = latentWorld("market", { models: 2, rounds: 1 });
  const markets = [new FastMarket(2, MARKET_TERMS), exactMarket(world, MARKET_TERMS)];
  for (const market of markets) for (const model of [0, 1]) market.register(model, model);
  return markets;
}

function near(actual: number, expected: number, what = ""): void {
  const tolerance = 1e-9 * Math.max(1, Math.abs(expected)) + 2e-6;
  expect(actual, what).to.be.within(expected - tolerance, expected + tolerance);
}

describe("simulation: markets", () => {
  it("find the highest tick that a worth pays for", () => {
    expect(tickFor(-1e-9)).to.equal(-1);
    expect(tickFor(0)).to.equal(0);
    for (const tick of [1, 17, 126, 127]) {
      expect(tickFor(RATES[tick]!)).to.equal(tick);
      expect(tickFor(RATES[tick]! - 1e-9)).to.equal(tick - 1);
    }
    expect(tickFor(1)).to.equal(127);
  });

  for (const [name, index] of [
    ["in doubles", 0],
    ["of the twin", 1],
  ] as const) {
    it(`${name}: sell 100 tokens of a newcomer at the lowest rate that still gets in`, () => {
      const market = both()[index]!;
      market.bid(2, 0, 40, 60);
      market.bid(3, 0, 20, 80);
      market.lock();
      near(market.filledOf(2, 0, 40), 60);
      near(market.filledOf(3, 0, 20), 40);
      near(market.filled()[0]!, 100);
      const flows = market.settle(report({ score: Float64Array.of(0.02, 0), growth: Float64Array.of(0.02, 0) }));
      near(flows.result[0]!, 100 * 0.02 * 0.5);
      near(flows.rent[0]!, 100 * RATES[20]! * 0.9);
      near(flows.fee[0]!, 100 * RATES[20]! * 0.1);
      near(market.assets(2, 0, 40), 60 * (1 + 0.01 - RATES[20]!));
      near(market.view().limit[0]!, 100 + 8 * 0.02 * 100);
    });

    it(`${name}: charge the reserve where space is left, from the next round on`, () => {
      const market = both()[index]!;
      market.setReserve(1, 1, 30);
      market.bid(2, 1, 50, 10);
      market.lock();
      near(market.settle(report()).rent[1]!, 0);
      market.lock();
      near(market.settle(report()).rent[1]!, 10 * RATES[30]! * 0.9);
    });

    it(`${name}: give a whole position back`, () => {
      const market = both()[index]!;
      market.bid(2, 0, 5, 33.5);
      near(market.withdraw(2, 0, 5), 33.5);
      expect(market.assets(2, 0, 5)).to.equal(0);
      expect(market.view().demand[0]).to.equal(0);
    });
  }

  it("agree over a season: the doubles are the twin to a few millionths", function () {
    this.timeout(60_000);
    const world = latentWorld("agree", { models: 30, rounds: 10 });
    const seasons = [fastMarket, exactMarket].map((market) => [
      ...spaceRule(STAKESPACE, market).play({ world, seed: "agree", metric: "corr" }),
    ]);
    seasons[0]!.forEach((fast, round) => {
      const exact = seasons[1]![round]!;
      // A millionth of a token is lost at each bid; a unit of the sheet is a hundred-thousandth.
      const close = (a: number, b: number, what: string): void => {
        const tolerance = 0.002 * Math.abs(b) + 0.02;
        expect(a, `round ${round}: ${what}`).to.be.within(b - tolerance, b + tolerance);
      };
      close(fast.atRisk, exact.atRisk, "at risk");
      fast.limit.forEach((limit, j) => close(limit, exact.limit[j]!, `limit of model ${j}`));
      fast.wealth.forEach((wealth, a) => close(wealth, exact.wealth[a]!, `wealth of account ${a}`));
    });
  });
});
