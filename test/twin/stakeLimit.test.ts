import { expect } from "chai";
import fc from "fast-check";

import { DEFAULT_PARAMETERS, WAD } from "#twin";
import { baseOf, earnedAfter, newcomerBase } from "../../scripts/twin/stakeLimit.js";
import { amount, parameters, record } from "./arbitraries.js";

const P = DEFAULT_PARAMETERS;
const FULL = { score: 0, growth: 0, weight: 10_000, baseShare: 10_000 };

describe("twin/stakeLimit", () => {
  it("starts a model at the newcomers' share of the base", () => {
    expect(newcomerBase(P)).to.equal(100n * WAD);
  });

  it("gives the share of the base that the sheet says, above 1 read as 1, whatever the weight", () => {
    expect(baseOf(P, FULL)).to.equal(1_000n * WAD);
    expect(baseOf(P, { ...FULL, weight: 0 })).to.equal(1_000n * WAD);
    expect(baseOf(P, { ...FULL, weight: 5_000, baseShare: 5_000 })).to.equal(500n * WAD);
    expect(baseOf(P, { ...FULL, weight: 65_535, baseShare: 10_001 })).to.equal(1_000n * WAD);
    expect(baseOf(P, { ...FULL, baseShare: 0 })).to.equal(0n);
  });

  it("adds the stake-weighted growth to what is left of the earned limit after its decay", () => {
    // 0.98 * 100 + 8 * 0.02 * 500 = 178
    const earned = earnedAfter(P, { ...FULL, growth: 2_000 }, 100n * WAD, 1_000n * WAD, 500n * WAD);
    expect(earned).to.equal(178n * WAD);
  });

  it("cuts growth at its clip on both sides, and the earned limit at 0 and at what maxLimit leaves", () => {
    const earned = (before: bigint, growth: number, filled: bigint): bigint =>
      earnedAfter(P, { ...FULL, growth }, before, baseOf(P, FULL), filled);
    expect(earned(0n, 32_767, 10n * WAD)).to.equal((24n * WAD) / 10n);
    expect(earned(100n * WAD, -32_768, 10n * WAD)).to.equal((956n * WAD) / 10n);
    expect(earned(100n * WAD, -5_000, 1_000n * WAD)).to.equal(0n);
    expect(earned(49_000n * WAD, 5_000, 50_000n * WAD)).to.equal(49_000n * WAD);
  });

  it("rounds what is kept and what changes towards zero, each by itself", () => {
    const p = { ...P, limitGain: WAD, limitDecay: WAD / 2n, tcClip: WAD / 4n };
    const earned = (before: bigint, growth: number, filled: bigint): bigint =>
      earnedAfter(p, { ...FULL, growth }, before, baseOf(p, FULL), filled);
    expect(earned(7n, 25_000, 7n)).to.equal(3n + 1n);
    expect(earned(7n, -25_000, 7n)).to.equal(3n - 1n);
  });

  it("L1: the limit stays within its base and maxLimit", () => {
    fc.assert(
      fc.property(parameters, record, amount(119), amount(119), (p, someRecord, before, filled) => {
        const base = baseOf(p, someRecord);
        const earned = earnedAfter(p, someRecord, before, base, filled);
        expect(base >= 0n && earned >= 0n).to.equal(true);
        expect(base <= p.baseLimit && base + earned <= p.maxLimit).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("L4: a stake split over k copies of a model changes the same total, to a wei each", () => {
    const split = fc.array(amount(90), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parameters, record, split, (anyParameters, someRecord, parts) => {
        const p = { ...anyParameters, limitDecay: 0n, maxLimit: 2n ** 119n };
        // Enough earned that neither the whole nor a part of it meets a clamp.
        const change = (filled: bigint): bigint =>
          earnedAfter(p, someRecord, 2n ** 110n, baseOf(p, someRecord), filled) - 2n ** 110n;
        const whole = change(parts.reduce((sum, part) => sum + part, 0n));
        const difference = whole - parts.reduce((sum, part) => sum + change(part), 0n);
        const bound = BigInt(parts.length);
        expect(difference <= bound && difference >= -bound, `difference ${difference}`).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
