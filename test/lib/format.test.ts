import { expect } from "chai";
import fc from "fast-check";

import { StakespaceError } from "../../scripts/lib/errors.js";
import {
  formatAmount,
  formatCount,
  formatDuration,
  formatExactAmount,
  formatPercent,
  parseAmount,
} from "../../scripts/lib/format.js";

const ONE = 10n ** 18n;

describe("format", () => {
  it("separates thousands, also beyond the exact range of a number", () => {
    expect(formatCount(0)).to.equal("0");
    expect(formatCount(999)).to.equal("999");
    expect(formatCount(1_234_567)).to.equal("1,234,567");
    expect(formatCount(12345678901234567890n)).to.equal("12,345,678,901,234,567,890");
  });

  it("shows token amounts cut off towards zero", () => {
    expect(formatAmount(1_234_569n * 10n ** 15n)).to.equal("1,234.56");
    expect(formatAmount(-(ONE - 1n))).to.equal("-0.99");
    expect(formatAmount(5n, 0)).to.equal("5");
    expect(formatAmount(1_500_000n, 6, 0)).to.equal("1");
    expect(formatAmount(1_500_000n, 6, 9)).to.equal("1.500000");
  });

  it("writes exact amounts that parse back to the same number", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n }), fc.integer({ min: 0, max: 30 }), (amount, decimals) => {
        expect(parseAmount(formatExactAmount(amount, decimals), decimals)).to.equal(amount);
      }),
    );
    expect(formatExactAmount(-15n * 10n ** 17n)).to.equal("-1.5");
    expect(formatExactAmount(100n, 0)).to.equal("100");
  });

  it("reads amounts with thousands separators", () => {
    expect(parseAmount(" 1,000.25 ")).to.equal(100_025n * 10n ** 16n);
  });

  for (const text of ["", "-1", "1.", ".5", "1e3", "0x10", "1,00", "1 000", "NaN"]) {
    it(`refuses "${text}" as an amount`, () => {
      expect(() => parseAmount(text))
        .to.throw(StakespaceError, `"${text}"`)
        .with.property("code", "AMOUNT_NOT_A_NUMBER");
    });
  }

  it("refuses more digits than the token has", () => {
    expect(() => parseAmount("0.1234567", 6))
      .to.throw(StakespaceError, "7 digits")
      .with.property("code", "AMOUNT_TOO_PRECISE");
  });

  it("writes percentages", () => {
    expect(formatPercent(0.03968)).to.equal("3.97 %");
    expect(formatPercent(-1, 0)).to.equal("-100 %");
  });

  it("writes durations without a 60 where the next unit begins", () => {
    const cases: [number, string][] = [
      [0, "0 ms"],
      [999.4, "999 ms"],
      [999.6, "1.0 s"],
      [59_949, "59.9 s"],
      [59_960, "1 min 00 s"],
      [245_000, "4 min 05 s"],
      [3_599_600, "1 h 00 min"],
      [7_800_000, "2 h 10 min"],
      [86_399_000, "1 d 0 h"],
      [273_600_000, "3 d 4 h"],
    ];
    for (const [milliseconds, text] of cases) expect(formatDuration(milliseconds), text).to.equal(text);
  });
});
