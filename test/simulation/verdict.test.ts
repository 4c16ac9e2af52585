import { expect } from "chai";

import { CLAIMS } from "../../scripts/simulation/claims/index.js";
import { exactMarket } from "../../scripts/simulation/markets/twinMarket.js";
import { reportPage } from "../../scripts/simulation/report/page.js";
import { escaped } from "../../scripts/simulation/report/scale.js";
import { claimsCsv, rulesCsv } from "../../scripts/simulation/report/csv.js";
import { allRules } from "../../scripts/simulation/rules/index.js";
import { perform, plan } from "../../scripts/simulation/runs/play.js";
import type { Observation, Scale } from "../../scripts/simulation/runs/types.js";
import type { SimulationVerdict } from "../../scripts/simulation/verdict/types.js";
import { verdictOf } from "../../scripts/simulation/verdict/verdict.js";

const SCALE: Scale = {
  persistences: [0, 0.5],
  rules: { models: 24, rounds: 8, runs: 3 },
  claims: { models: 70, rounds: 12, runs: 3 },
};

const near = (actual: number, expected: number, what: string): void => {
  const tolerance = 2e-9 * Math.max(1, Math.abs(expected));
  expect(actual, what).to.be.within(expected - tolerance, expected + tolerance);
};

/** Written apart from the program's own: the mean, and the standard error of it. */
function summary(values: readonly number[]): { value: number; error: number } {
  const value = values.reduce((total, x) => total + x, 0) / values.length;
  const squares = values.reduce((total, x) => total + (x - value) ** 2, 0);
  return { value, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

describe("simulation: verdict", function () {
  this.timeout(600_000);
  let verdict: SimulationVerdict;

  before(() => {
    const observations: Observation[] = plan(SCALE).flatMap((job) => perform(job, SCALE));
    verdict = JSON.parse(JSON.stringify(verdictOf(observations, SCALE))) as SimulationVerdict;
  });

  it("has a row for every rule and persistence, with every number in it finite", () => {
    const ids = allRules(exactMarket).map(({ id }) => id);
    expect(Object.keys(verdict.rules)).to.deep.equal(ids);
    for (const [id, rows] of Object.entries(verdict.rules)) {
      expect(Object.keys(rows), id).to.deep.equal(["0", "0.5"]);
      for (const row of Object.values(rows)) {
        const { score, score_se, half_accounts, noise_share, limit_skill_corr, displaced } = row;
        const found = [score, score_se, half_accounts, noise_share, limit_skill_corr, displaced];
        expect(found.every(Number.isFinite), id).to.equal(true);
      }
    }
  });

  it("says of each rule what its runs say", () => {
    for (const [id, rows] of Object.entries(verdict.rules)) {
      for (const [dial, row] of Object.entries(rows)) {
        const { value, error } = summary(row.scores);
        near(row.score, value, `${id} at ${dial}`);
        near(row.score_se, error, `${id} at ${dial}, error`);
        const ahead = summary(row.scores.map((score, run) => score - verdict.rules["M0"]![dial]!.scores[run]!));
        near(row.minus_linear, ahead.value, `${id} at ${dial}, ahead of linear`);
        near(row.minus_linear_se, ahead.error, `${id} at ${dial}, error of that`);
        const free = summary(row.scores.map((score, run) => score - verdict.rules["free"]![dial]!.scores[run]!));
        near(row.minus_free, free.value, `${id} at ${dial}, ahead of free choice`);
        near(row.minus_free_se, free.error, `${id} at ${dial}, error of that`);
      }
    }
  });

  for (const { id, claim } of CLAIMS) {
    it(`answers by its runs: ${claim}`, () => {
      const answer = verdict.claims[id]!;
      expect(answer.runs).to.have.length(3);
      const { value, error } = summary(answer.runs);
      near(answer.value, value, "value");
      near(answer.low, value - 2 * error, "low");
      near(answer.high, value + 2 * error, "high");
      const holds = answer.holds_when === "above" ? answer.low > answer.threshold : answer.high < answer.threshold;
      expect(answer.holds).to.equal(holds);
      expect(Object.keys(answer.series), "it has a plot").to.not.be.empty;
    });
  }

  it("tells in words what has another unit than a claim's plot, and plots the rest", () => {
    const page = reportPage(verdict);
    for (const { id } of CLAIMS) {
      const { series, asides } = verdict.claims[id]!;
      expect(Object.keys(series), id).to.include.members(Object.keys(asides));
      const article = page.slice(page.indexOf(`<article id="${id}">`)).split("</article>")[0]!;
      const [plot, told = ""] = article.split("</svg>");
      for (const name of Object.keys(series)) {
        if (asides[name] === undefined) expect(plot, id).to.contain(`>${name}</text>`);
        else expect(plot, id).to.not.contain(`>${name}</text>`);
      }
      for (const words of Object.values(asides)) expect(told, id).to.contain(`<li>${words}: `);
    }
    for (const { claim, holds, low, high, threshold } of Object.values(verdict.claims)) {
      const word = holds ? "holds" : low <= threshold && threshold <= high ? "undecided" : "does not hold";
      expect(page).to.match(
        new RegExp(`<h3>${escaped(claim).replaceAll(".", "\\.")} <span class="(yes|no)">${word}</span></h3>`),
      );
    }
    expect(page.match(/<li>/g)).to.have.length(CLAIMS.flatMap(({ asides = {} }) => Object.keys(asides)).length);
  });

  it("judges its targets by its own numbers", () => {
    const { rules, targets } = verdict;
    const [row, linear, first] = [rules["M7"]!["0.5"]!, rules["M0"]!["0.5"]!, rules["M7-first"]!["0.5"]!];
    near(targets["linear_0.5"]!.value, row.minus_linear / row.minus_linear_se, "linear");
    near(targets["free_0.5"]!.value, row.minus_free / row.minus_free_se, "free choice");
    near(targets["accounts_0.5"]!.value, row.half_accounts / linear.half_accounts, "accounts");
    near(targets["noise_0.5"]!.value, row.noise_share / first.noise_share, "noise");
    expect(targets["skill_0.5"]!.value).to.equal(row.limit_skill_corr);
    for (const { value, needed, holds, says } of Object.values(targets)) {
      const atMost = /noise|without skill|copies/.test(says);
      expect(holds, says).to.equal(atMost ? value <= needed : value >= needed);
    }
  });

  it("has tables with every number of the JSON", () => {
    const rules = rulesCsv(verdict).trim().split("\n");
    const measures = Object.values(verdict.rules["M0"]!["0"]!).filter((value) => typeof value === "number").length;
    expect(rules).to.have.length(1 + Object.keys(verdict.rules).length * 2 * measures);
    const claims = claimsCsv(verdict).trim().split("\n");
    const points = Object.values(verdict.claims).reduce(
      (total, { series }) => total + Object.values(series).reduce((sum, line) => sum + Object.keys(line).length, 0),
      0,
    );
    expect(claims).to.have.length(1 + Object.keys(verdict.claims).length + points);
  });

  it("has a page that needs nothing else: no script, no address, every claim with a plot", () => {
    const page = reportPage(verdict);
    const withoutNamespace = page.replaceAll("http://www.w3.org/2000/svg", "");
    expect(withoutNamespace).to.not.match(/https?:|<script|<link|<img|url\(|@import/);
    expect(page.match(/<article /g)).to.have.length(CLAIMS.length);
    expect(page.match(/<svg /g)).to.have.length(CLAIMS.length + 3);
    expect(page).to.not.match(/NaN|undefined|Infinity/);
  });
});
