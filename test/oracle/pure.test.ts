import { expect } from "chai";
import fc from "fast-check";

import { divUp, min, SCORE_ONE, WAD } from "../../scripts/twin/units.js";
import { canonicalJson } from "../../scripts/oracle/canonicalJson.js";
import { DEFAULT_ORACLE_CONFIG, parseOracleConfig } from "../../scripts/oracle/config.js";
import { payoutFactor, type PayoutTerms, treasuryShort, wantedFactor } from "../../scripts/oracle/payoutFactor.js";
import { toScoreUnits, toShareUnits, toTokens } from "../../scripts/oracle/quantize.js";
import { codeOf } from "./codeOf.js";

describe("numbers on a sheet", () => {
  it("are the nearest unit, halves away from zero, the same for a score and its opposite", () => {
    const cases: [number, number][] = [
      [0, 0],
      [0.012345, 1_235],
      [0.0000049, 0],
      [0.000005, 1],
      [-0.000005, -1],
      [-0.0000049, 0],
      [0.32767, 32_767],
      [0.4, 32_767],
      [-7, -32_767],
    ];
    for (const [value, units] of cases) expect(toScoreUnits(value, "score"), String(value)).to.equal(units);
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (value) => {
        const units = toScoreUnits(value, "score");
        expect(toScoreUnits(-value, "score")).to.equal(units === 0 ? 0 : -units);
        if (Math.abs(units) < 32_767) expect(Math.abs(units / 100_000 - value)).to.be.at.most(0.500001e-5);
      }),
    );
  });

  it("never are a negative zero, which would not be canonical", () => {
    expect(Object.is(toScoreUnits(-0.000001, "score"), 0)).to.equal(true);
    expect(Object.is(toShareUnits(-0.5, "weight"), 0)).to.equal(true);
  });

  it("cut shares to [0, 1]", () => {
    const cases = [-1, 0, 0.33333, 0.99995, 1, 2];
    expect(cases.map((value) => toShareUnits(value, "weight"))).to.deep.equal([0, 0, 3_333, 10_000, 10_000, 10_000]);
  });

  it("refuse NaN and infinities by name", () => {
    expect(codeOf(() => toScoreUnits(Number.NaN, "Score of model 7"))).to.equal("NOT_FINITE");
    expect(() => toShareUnits(Number.POSITIVE_INFINITY, "Weight of account X")).to.throw(
      "Weight of account X is Infinity",
    );
  });

  it("read token wei as tokens", () => {
    expect(toTokens(1_500_000_000_000_000_000n, 18)).to.equal(1.5);
    expect(toTokens(1_500_000n, 6)).to.equal(1.5);
    // Decimal literals are the nearest doubles by definition.
    for (const decimals of [0, 1, 18, 22, 23, 27, 30, 77]) {
      expect(toTokens(1n, decimals), `${decimals} decimals`).to.equal(1 / Number(`1e${decimals}`));
    }
  });
});

describe("canonical JSON", () => {
  it("gives equal values equal bytes whatever the order of their keys", () => {
    const text = canonicalJson({ b: [1, "x", null, true], a: { d: 0.1, c: "ü" } });
    expect(text).to.equal('{"a":{"c":"ü","d":0.1},"b":[1,"x",null,true]}');
    expect(canonicalJson({ a: { c: "ü", d: 0.1 }, b: [1, "x", null, true] })).to.equal(text);
  });

  it("reads back as the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Parameters<typeof canonicalJson>[0];
        expect(JSON.parse(canonicalJson(plain))).to.deep.equal(plain);
      }),
    );
  });

  it("refuses what has no text of its own", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -0]) {
      expect(codeOf(() => canonicalJson({ value }))).to.equal("NOT_CANONICAL");
    }
  });
});

describe("the payout factor", () => {
  const terms: PayoutTerms = {
    threshold: 1_000n * WAD,
    filled: 4_000n * WAD,
    bound: 5_000n * WAD,
    treasury: 1_000n * WAD,
    maxScore: 10_000,
    returnClip: (5n * WAD) / 100n,
  };

  it("is the threshold over the filled stake, at most 1", () => {
    expect(payoutFactor(terms)).to.equal(WAD / 4n);
    expect(payoutFactor({ ...terms, filled: 1_000n * WAD })).to.equal(WAD);
    expect(payoutFactor({ ...terms, filled: 0n, bound: 0n })).to.equal(WAD);
  });

  it("is lowered until the treasury covers the reserve, and not further (S3)", () => {
    const poor = { ...terms, treasury: 50n * WAD };
    // 1 % of 5,000 is what 50 can pay: PF * 0.1 must round down to 0.01.
    const factor = payoutFactor(poor);
    expect(factor).to.equal(WAD / 10n + 9n);
    expect((factor * 10_000n) / SCORE_ONE).to.equal(WAD / 100n);
    expect(payoutFactor({ ...terms, treasury: 0n })).to.equal(9n);
  });

  it("always leaves a reserve the treasury covers (S3)", () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 26n });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        fc.integer({ min: 0, max: 32_767 }),
        (threshold, filled, idle, treasury, maxScore) => {
          const bound = filled + idle;
          const factor = payoutFactor({ ...terms, threshold, filled, bound, treasury, maxScore });
          expect(factor >= 0n && factor <= WAD).to.equal(true);
          const xMax = min((factor * BigInt(maxScore)) / SCORE_ONE, terms.returnClip);
          expect(divUp(bound * xMax, WAD) <= treasury).to.equal(true);
        },
      ),
    );
  });

  it("knows what the treasury lacks: with that it is not lowered, with a wei less it is", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 26n });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        fc.integer({ min: 0, max: 32_767 }),
        (threshold, filled, idle, treasury, maxScore) => {
          const given = { ...terms, threshold, filled, bound: filled + idle, treasury, maxScore };
          const lack = treasuryShort(given);
          expect(payoutFactor(given) < wantedFactor(given)).to.equal(lack > 0n);
          const enough = treasury + lack;
          expect(payoutFactor({ ...given, treasury: enough })).to.equal(wantedFactor(given));
          if (lack > 0n) expect(payoutFactor({ ...given, treasury: enough - 1n }) < wantedFactor(given)).to.equal(true);
        },
      ),
    );
  });
});

describe("the oracle's configuration", () => {
  it("fills in what is left out", () => {
    expect(parseOracleConfig({ payoutThreshold: "12.5" })).to.deep.equal({
      ...DEFAULT_ORACLE_CONFIG,
      payoutThreshold: "12.5",
    });
  });

  it("names the field that is wrong and where it stands", () => {
    const wrong: [object, string][] = [
      [{ multipliers: { corr: 1, mmc: "2", tc: 0 } }, "multipliers.mmc"],
      [{ weights: "metric" }, "weights"],
      [{ payoutThreshold: 1000 }, "payoutThreshold"],
      [{ tcScale: 0 }, "tcScale"],
      [{ accounts: { record: "luck", window: 1, maturityRounds: 1 } }, "accounts.record"],
    ];
    for (const [config, field] of wrong) {
      expect(() => parseOracleConfig(config, "oracle.json")).to.throw(`oracle.json, field "${field}"`);
    }
    expect(() => parseOracleConfig({ luck: 1 })).to.throw("luck");
  });
});
