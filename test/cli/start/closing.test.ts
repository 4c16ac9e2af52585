import { expect } from "chai";

import { closingWords } from "../../../scripts/cli/start/closing.js";
import { renderIdle } from "../../../scripts/cli/start/idle.js";
import { paragraph } from "../../../scripts/cli/terminal/paragraph.js";
import type { Findings } from "../../../scripts/tournament/findings.js";
import type { RoundLine } from "../../../scripts/tournament/roundLine.js";
import { WAD } from "../../../scripts/twin/index.js";

const FOUND: Findings = {
  rounds: 12,
  metaModelCorr: 0.06,
  linearCorr: 0.05,
  difference: 0.01,
  standardError: 0.004,
  roundsAhead: 9,
  comparison: "ahead",
  halfHeldBy: 7.6,
  linearHalfHeldBy: 3,
  idleShare: 0.75,
  idleBecause: { belowPrice: 0.7, beyondLimit: 0.2, belowReserve: 0.1, withoutLimit: 0 },
  onLosersFirst: 0.4,
  onLosersLast: 0.1,
  stakeOnLosersLast: 0.3,
  rent: 10n * WAD,
  paid: 100n * WAD,
  burned: 60n * WAD,
};

const words = (change: Partial<Findings> = {}): string => closingWords({ ...FOUND, ...change });

describe("the last paragraph of npm start", () => {
  it("says what the run shows", () => {
    expect(words()).to.equal(
      "In 12 rounds the meta model scored +0.0600 on average; with linear stake, all stake in the books counting, it " +
        "would have scored +0.0500. Stakespace was better, by +0.0100 a round (standard error 0.0040, ahead in 9 of 12): " +
        "more than chance explains. Half of the weight lay with models of 7.6 accounts, more than with linear stake: 3. " +
        "Models that scored below zero over the whole run had 40 % of what was at risk in the first round and 10 % in the " +
        "last, of all stake then 30 %: space left them. 75 % of all stake was idle, without risk or gain; 70 % of it lay " +
        "below the price. Gains of 100, burns of 60 and rents of 10 left stakers 30 tokens; rents go to owners, less a fee.",
    );
  });

  it("does not hide a loss, nor call chance a gain", () => {
    const lost = words({ comparison: "behind", difference: -0.01, roundsAhead: 2 });
    expect(lost).to.contain("Stakespace was worse, by -0.0100 a round (standard error 0.0040, ahead in 2 of 12)");
    for (const comparison of ["no difference", "too few rounds"] as const) {
      expect(words({ comparison })).to.not.match(/better, by|worse, by/);
    }
    expect(words({ comparison: "no difference" })).to.contain("is no more than chance makes");
    expect(words({ comparison: "too few rounds" })).to.contain("too few rounds to tell");
    expect(words({ halfHeldBy: 2 })).to.contain("2 accounts, fewer than with linear stake: 3.");
    expect(words({ halfHeldBy: 3 })).to.contain("3 accounts, as many as with linear stake.");
    expect(words({ onLosersLast: 0.5 })).to.contain("40 % of what was at risk in the first round and 50 % in the last");
    expect(words({ onLosersLast: 0.5 })).to.contain("space did not leave them.");
    expect(words({ onLosersLast: 0.4 })).to.contain("space did not leave them.");
    expect(words({ burned: 99n * WAD })).to.contain("took 9 tokens from stakers");
  });

  it("says of one round that it is one, and of a run without idle stake that all found space", () => {
    const one = words({ rounds: 1, standardError: null, comparison: "too few rounds", idleShare: 0 });
    expect(one).to.match(/^In one round the meta model scored \+0\.0600; .* One round does not tell which is better\./);
    expect(one).to.contain("had 10 % of what was at risk and 30 % of all stake.");
    expect(one).to.contain("All stake found space.").and.not.contain("idle");
  });

  it("is broken at spaces", () => {
    expect(paragraph("aa bb cc dd", 5)).to.equal("aa bb\ncc dd");
    expect(paragraph("aaaaaaaa b c", 5)).to.equal("aaaaaaaa\nb c");
    expect(paragraph(words()).split("\n").join(" ")).to.equal(words());
    expect(
      Math.max(
        ...paragraph(words())
          .split("\n")
          .map((line) => line.length),
      ),
    ).to.be.at.most(128);
  });
});

describe("the table of idle stake", () => {
  const round = (number: number, tokens: bigint): RoundLine =>
    ({
      round: number,
      idle: tokens * 10n * WAD,
      idleBecause: {
        belowPrice: tokens * 4n * WAD,
        beyondLimit: tokens * 3n * WAD,
        belowReserve: tokens * 2n * WAD,
        withoutLimit: tokens * WAD,
      },
    }) as Partial<RoundLine> as RoundLine;
  const rowsOf = (...rounds: RoundLine[]): string[][] =>
    renderIdle(rounds, undefined)
      .split("\n")
      .map((row) => row.trim().split(/ {2,}/));

  it("has the first round, the last and the mean, by reason", () => {
    const [head, , ...rows] = rowsOf(round(1, 1n), round(2, 5n), round(3, 3n));
    expect(head).to.deep.equal(["idle, tokens", "round 1", "round 3", "mean of 3"]);
    expect(rows).to.deep.equal([
      ["below the price", "4", "12", "12"],
      ["at the price, beyond the limit", "3", "9", "9"],
      ["below the owner's reserve", "2", "6", "6"],
      ["on a model without a limit", "1", "3", "3"],
      ["all idle stake", "10", "30", "30"],
    ]);
  });

  it("has one column of a single round", () => {
    expect(rowsOf(round(1, 2n))[0]).to.deep.equal(["idle, tokens", "round 1"]);
    expect(rowsOf(round(1, 2n)).at(-1)).to.deep.equal(["all idle stake", "20"]);
  });
});
