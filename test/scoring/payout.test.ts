import { expect } from "chai";
import { readFileSync } from "node:fs";
import { payout, payoutScore } from "../../scripts/scoring/index.js";

describe("payout", () => {
  it("reproduces 2,010 resolved payouts", () => {
    const [header, ...lines] = readFileSync(new URL("golden/payouts-2020-2021.csv", import.meta.url), "utf8")
      .trim()
      .split("\n");
    const names = header!.trim().split(",");
    expect(lines.length).to.equal(2010);
    for (const line of lines) {
      const cells = line.split(",").map(Number);
      const cell = (name: string) => cells[names.indexOf(name)]!;
      const score = payoutScore(
        { corr: cell("corr"), mmc: cell("mmc"), tc: 0 },
        { corr: cell("corrMultiplier"), mmc: cell("mmcMultiplier"), tc: 0 },
      );
      const got = payout(cell("selectedStakeValue"), score, cell("roundPayoutFactor"), 0.25);
      const difference = Math.abs(got - cell("payout"));
      // Scores carry 8 decimals.
      expect(difference < 1.1e-5 || difference < 5e-6 * Math.abs(cell("payout")), line).to.equal(true);
    }
  });

  it("adds the metrics times their multipliers", () => {
    expect(payoutScore({ corr: 1, mmc: 10, tc: 100 }, { corr: 2, mmc: 3, tc: 4 })).to.equal(432);
  });

  it("clips on both sides", () => {
    expect(payout(100, 9, 1, 0.05)).to.equal(5);
    expect(payout(100, -9, 1, 0.05)).to.equal(-5);
  });
});
