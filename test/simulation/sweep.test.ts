import { expect } from "chai";

import { plan, perform } from "../../scripts/simulation/runs/play.js";
import { type Observation, SWEEP, type Scale } from "../../scripts/simulation/runs/types.js";
import { QUESTIONS, REFERENCES, VARIANTS } from "../../scripts/simulation/sweep/variants.js";
import { sweepTables } from "../../scripts/simulation/sweep/tables.js";
import { sweepVerdictOf } from "../../scripts/simulation/sweep/verdict.js";
import type { SweepVerdict } from "../../scripts/simulation/sweep/types.js";

const EXTENT = { models: 40, rounds: 14, runs: 2 };
const TINY: Scale = { ...SWEEP, sweep: EXTENT };

const near = (actual: number, expected: number, what: string): void => {
  expect(actual, what).to.be.within(expected - 2e-9, expected + 2e-9);
};

describe("simulation: the sweep", function () {
  this.timeout(600_000);
  let observations: Observation[];
  let verdict: SweepVerdict;

  before(() => {
    observations = plan(TINY).flatMap((job) => perform(job, TINY));
    verdict = sweepVerdictOf(observations, EXTENT);
  });

  /** Written apart from the program's own: what was found of a variant, by world. */
  const values = (id: string, dial: number, measure: string): number[] =>
    observations
      .filter((one) => one.subject === id && one.dial === dial && one.measure === measure)
      .map(({ value }) => value);
  const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

  it("tries every variant of every question, and each only once", () => {
    expect(Object.keys(verdict.variants)).to.deep.equal(VARIANTS.map(({ id }) => id));
    expect(new Set(VARIANTS.map(({ id }) => id)).size).to.equal(VARIANTS.length);
    const jobs = plan(TINY).map((job) => JSON.stringify(job));
    expect(new Set(jobs).size).to.equal(jobs.length);
    const ids = VARIANTS.map(({ id }) => id);
    for (const { variants } of QUESTIONS) expect(ids).to.include.members(variants.map(({ id }) => id));
  });

  it("gives variants of one name the same rule, so that a season counts for all their rows", () => {
    for (const variant of QUESTIONS.flatMap(({ variants }) => variants)) {
      const kept = VARIANTS.find(({ id }) => id === variant.id)!;
      expect({ rule: variant.rule, metric: variant.metric, part: variant.largestPart }, variant.id).to.deep.equal({
        rule: kept.rule,
        metric: kept.metric,
        part: kept.largestPart,
      });
      expect(kept.persistences, variant.id).to.include.members([...variant.persistences]);
    }
  });

  it("compares world by world with linear stake and free choice that are paid on the same score", () => {
    for (const { id, metric, persistences } of VARIANTS) {
      for (const dial of persistences) {
        const row = verdict.variants[id]![String(dial)]!;
        const scores = values(id, dial, "score");
        const ahead = (other: string): number =>
          mean(scores.map((score, run) => score - values(`${other}-${metric}`, dial, "score")[run]!));
        near(row.score, mean(scores), id);
        near(row.minus_linear, ahead("linear"), id);
        near(row.minus_free, ahead("free"), id);
        const over = (measure: string, other: string): number =>
          mean(values(id, dial, measure)) / mean(values(other, dial, measure));
        near(row.accounts_ratio, over("half_accounts", `linear-${metric}`), id);
        near(row.owners_ratio, over("half_owners", `linear-${metric}`), id);
        near(row.noise_ratio, over("noise_tokens", "first"), id);
        near(row.placed, 1 - mean(values(id, dial, "displaced")), id);
      }
    }
    for (const { id } of REFERENCES) {
      for (const row of Object.values(verdict.variants[id]!)) {
        expect(id.startsWith("linear") ? row.minus_linear : row.minus_free).to.equal(0);
      }
    }
  });

  it("lets bidders ask for more where it says so: other seasons, from the same worlds", () => {
    const shipped = verdict.variants["shipped"]!["0.5"]!;
    for (const part of [4, 2]) {
      const row = verdict.variants[`shipped-bids-${part}`]!["0.5"]!;
      expect(row.accounts_ratio, `1/${part}`).to.not.equal(shipped.accounts_ratio);
    }
  });

  it("writes a table for each question, with a row for each variant", () => {
    const text = sweepTables(verdict);
    for (const { title, variants } of QUESTIONS) {
      const [, body] = text.split(`## ${title}\n\n`);
      const rows = body!.split("\n\n")[0]!.trim().split("\n").slice(2);
      expect(rows.map((row) => row.split(" | ")[0]!.slice(2))).to.deep.equal(variants.map(({ says }) => says));
      for (const row of rows) expect(row).to.not.match(/NaN|undefined|Infinity/);
    }
    expect(text).to.contain("| (1 − c⁴)², as shipped | ");
  });
});
