import { expect } from "chai";

import { findingsOf } from "../../scripts/tournament/findings.js";
import { NO_IDLE_STAKE } from "../../scripts/tournament/idleStake.js";
import type { RoundLine } from "../../scripts/tournament/roundLine.js";

const line = (round: number, metaModelCorr: number, linearCorr: number): RoundLine => ({
  round,
  metaModelCorr,
  linearCorr,
  filled: 25n,
  idle: 75n,
  idleBecause: { ...NO_IDLE_STAKE, belowPrice: 60n, belowReserve: 15n },
  medianRate: 0,
  topRate: 0,
  payoutFactor: 1,
  halfHeldBy: round,
  linearHalfHeldBy: 2,
  rent: 1n,
  paid: 5n,
  burned: 2n,
});

const book = (stake: bigint, filled: bigint) => ({ stake, filled, limit: filled, idle: NO_IDLE_STAKE, rate: 0 });

const MODELS = {
  first: [book(40n, 10n), book(60n, 30n)],
  last: [book(50n, 36n), book(50n, 4n)],
  meanCorr: [0.02, -0.01],
};

/** Rounds whose differences alternate around a mean. */
const rounds = (count: number, mean: number, swing: number): RoundLine[] =>
  Array.from({ length: count }, (_, index) => line(index + 1, 0.05 + mean + (index % 2 === 0 ? swing : -swing), 0.05));

describe("what a run shows", () => {
  it("is means, sums and parts of its rounds", () => {
    const found = findingsOf([line(1, 0.06, 0.05), line(2, 0.02, 0.05), line(3, 0.1, 0.05)], MODELS);
    expect(found.metaModelCorr).to.be.within(0.06 - 1e-15, 0.06 + 1e-15);
    expect(found.linearCorr).to.be.within(0.05 - 1e-15, 0.05 + 1e-15);
    expect(found.difference).to.be.within(0.01 - 1e-15, 0.01 + 1e-15);
    // Differences .01, -.03, .05: variance .0016, of the mean of three .0016 / 3.
    expect(found.standardError).to.be.within(Math.sqrt(0.0016 / 3) - 1e-12, Math.sqrt(0.0016 / 3) + 1e-12);
    expect(found).to.include({
      rounds: 3,
      roundsAhead: 2,
      halfHeldBy: 2,
      linearHalfHeldBy: 2,
      idleShare: 0.75,
      onLosersFirst: 0.75,
      onLosersLast: 0.1,
      stakeOnLosersLast: 0.5,
      rent: 3n,
      paid: 15n,
      burned: 6n,
    });
    expect(found.idleBecause).to.deep.equal({ belowPrice: 0.8, beyondLimit: 0, belowReserve: 0.2, withoutLimit: 0 });
  });

  it("is a difference only beyond two standard errors and in eight rounds or more, for better or worse", () => {
    const compared = (...args: Parameters<typeof rounds>): string => findingsOf(rounds(...args), MODELS).comparison;
    expect(compared(12, 0.02, 0.01)).to.equal("ahead");
    expect(compared(12, -0.02, 0.01)).to.equal("behind");
    expect(compared(12, 0.02, 0.05)).to.equal("no difference");
    expect(compared(12, -0.02, 0.05)).to.equal("no difference");
    expect(compared(7, 0.02, 0.01)).to.equal("too few rounds");
    expect(compared(1, 0.02, 0.01)).to.equal("too few rounds");
    expect(findingsOf(rounds(1, 0.02, 0.01), MODELS).standardError).to.equal(null);
  });

  it("divides nothing by nothing", () => {
    const empty = { ...line(1, 0, 0), filled: 0n, idle: 0n, idleBecause: NO_IDLE_STAKE };
    const none = [book(0n, 0n), book(0n, 0n)];
    const found = findingsOf([empty], { first: none, last: none, meanCorr: [0, -1] });
    expect(found).to.include({ idleShare: 0, onLosersFirst: 0, onLosersLast: 0, stakeOnLosersLast: 0 });
    expect(Object.values(found.idleBecause)).to.deep.equal([0, 0, 0, 0]);
  });
});
