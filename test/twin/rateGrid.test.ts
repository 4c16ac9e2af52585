import { expect } from "chai";
import fc from "fast-check";

import { MAX_RATE, MAX_TICK, rate, tickAtMost } from "#twin";
import { refusal } from "./refusal.js";

describe("twin/rateGrid", () => {
  it("has the rates of the mechanism at the ends, and where the step doubles", () => {
    expect([0, 1, 15, 16, 17, 31, 32, 126, 127].map((tick) => rate(tick))).to.deep.equal(
      [0, 17, 31, 32, 34, 62, 64, 3840, 3968].map(BigInt),
    );
    expect(MAX_RATE).to.equal(rate(MAX_TICK));
  });

  it("is the bitwise formula of the mechanism at every tick", () => {
    for (let tick = 1; tick <= MAX_TICK; ++tick) expect(rate(tick)).to.equal(BigInt((16 | (tick & 15)) << (tick >> 4)));
  });

  it("rises at every tick by at most 6.3 % above the first", () => {
    for (let tick = 1; tick < MAX_TICK; ++tick) {
      expect(rate(tick + 1) > rate(tick), `tick ${tick}`).to.equal(true);
      expect(rate(tick + 1) * 1000n <= rate(tick) * 1063n, `tick ${tick}`).to.equal(true);
    }
  });

  it("refuses what is off the grid", () => {
    for (const tick of [-1, 128, 255, 0.5, NaN]) expect(refusal(() => rate(tick))).to.equal("InvalidTick");
  });

  it("finds the highest tick that costs no more than a rate", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 5_000n }), (maxRate) => {
        const tick = tickAtMost(maxRate);
        expect(rate(tick) <= maxRate).to.equal(true);
        expect(tick === MAX_TICK || rate(tick + 1) > maxRate).to.equal(true);
      }),
    );
  });
});
