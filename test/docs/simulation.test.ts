import { expect } from "chai";

import { CLAIMS } from "../../scripts/simulation/claims/index.js";
import { accountsFigure, costFigure, onWhite, scoreFigure } from "../../scripts/simulation/report/figures.js";
import { fixed } from "../../scripts/simulation/report/scale.js";
import { perform, plan } from "../../scripts/simulation/runs/play.js";
import { QUICK, SWEEP } from "../../scripts/simulation/runs/types.js";
import { sweepTables } from "../../scripts/simulation/sweep/tables.js";
import type { SweepVerdict } from "../../scripts/simulation/sweep/types.js";
import type { SimulationVerdict } from "../../scripts/simulation/verdict/types.js";
import { read } from "./documents.js";

/** Of `npm run simulate -- --quick`: every figure of the documents is in it. */
const verdict = JSON.parse(read("docs/figures/verdict.json")) as SimulationVerdict;

/** Of `npm run simulate -- sweep`. */
const sweep = JSON.parse(read("docs/figures/sweep.json")) as SweepVerdict;

const row = (rule: string, persistence: string) => verdict.rules[rule]![persistence]!;

/** A number below 1 without its zero, as texts have it. */
const short = (value: number, digits: number): string => value.toFixed(digits).replace(/^(-?)0\./, "$1.");

describe("the figures of the simulation", function () {
  this.timeout(300_000);

  it("are those of this program: some of its runs, played again", () => {
    expect(verdict.scale).to.deep.equal(JSON.parse(JSON.stringify(QUICK)));
    const jobs = plan(QUICK).filter(({ subject, dial, run }) => subject === "M7" && dial === 0.5 && run === 0);
    jobs.push(...plan(QUICK).filter(({ subject, run }) => ["M3", "fifteen_hold_half"].includes(subject) && run === 3));
    const played = jobs.flatMap((job) => perform(job, QUICK)).filter(({ measure }) => /^(score|value)$/.test(measure));
    expect(played).to.have.length.of.at.least(6);
    const tried = plan(SWEEP).filter(
      ({ subject, dial, run }) => subject === "shipped-bids-4" && dial === 0.5 && run === 5,
    );
    for (const { measure, value } of perform(tried[0]!, SWEEP)) {
      if (measure === "score")
        expect(sweep.variants["shipped-bids-4"]!["0.5"]!.scores[5]).to.equal(Number(value.toFixed(10)));
    }
    for (const { subject, dial, run, measure, value } of played) {
      const kept = measure === "score" ? row(subject, String(dial)).scores[run] : verdict.claims[subject]!.runs[run];
      expect(kept, `${subject} at ${dial}, run ${run}`).to.equal(Number(value.toFixed(10)));
    }
  });

  it("follow from the runs that are in it: every rule's and every claim's", () => {
    const near = (actual: number, expected: number, what: string): void => {
      expect(actual, what).to.be.within(expected - 2e-9, expected + 2e-9);
    };
    const spread = (values: readonly number[]): [mean: number, error: number] => {
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
      return [mean, Math.sqrt(squares / (values.length - 1) / values.length)];
    };
    for (const [id, rows] of Object.entries(verdict.rules)) {
      for (const [dial, { scores, score, score_se: error, minus_linear: ahead }] of Object.entries(rows)) {
        expect(scores).to.have.length(8);
        const [mean, own] = spread(scores);
        near(score, mean, `${id} at ${dial}`);
        near(error, own, `${id} at ${dial}, error`);
        near(ahead, mean - spread(row("M0", dial).scores)[0], `${id} at ${dial}, ahead of linear stake`);
      }
    }
    expect(Object.keys(verdict.claims)).to.have.members(CLAIMS.map(({ id }) => id));
    for (const [id, { value, low, high, runs, ...answer }] of Object.entries(verdict.claims)) {
      const [mean, error] = spread(runs);
      expect(runs).to.have.length(8);
      near(value, mean, id);
      near(low, mean - 2 * error, `${id}, low`);
      near(high, mean + 2 * error, `${id}, high`);
      expect(answer.holds, id).to.equal(
        answer.holds_when === "above" ? low > answer.threshold : high < answer.threshold,
      );
    }
  });

  for (const [name, figure] of Object.entries({ score: scoreFigure, accounts: accountsFigure, cost: costFigure })) {
    it(`are drawn from it: simulation-${name}.svg`, () => {
      expect(read(`docs/figures/simulation-${name}.svg`)).to.equal(onWhite(figure(verdict)));
    });
  }

  it("are those of README.md's summary", () => {
    const summary = /## What it gains and what it costs\n([\s\S]*?)\n## /
      .exec(read("README.md"))![1]!
      .replaceAll(/\s+/g, " ");
    const [space, linear, free, first] = [
      row("M7", "0.5"),
      row("M0", "0.5"),
      row("free", "0.5"),
      row("M7-first", "0.5"),
    ];
    const hundredths = (value: number): string => (100 * value).toFixed(2);
    const perThousand = (value: number): string => (1_000 * value).toFixed(1);
    for (const sentence of [
      `CORR is ${hundredths(space.score)} hundredths, under linear stake ${hundredths(linear.score)}, with free choice ${hundredths(free.score)}`,
      `(rank correlation ${short(space.limit_skill_corr, 2)})`,
      `${(100 * space.noise_share).toFixed(1)} % of the space, by the first rule ${(100 * first.noise_share).toFixed(1)} %`,
      `${(100 * space.displaced).toFixed(0)} % of all tokens find no space`,
      `stakers earn ${perThousand(space.staker_income)} a round instead of ${perThousand(linear.staker_income)}, because ${perThousand(space.owner_income)} are owners' rent`,
      `models of ${row("M7", "0.9").half_owners.toFixed(1)} owners, under linear stake of ${row("M0", "0.9").half_owners.toFixed(1)}`,
    ]) {
      expect(summary).to.contain(sentence);
    }
    const { minus_free: ahead, minus_free_se: error } = row("M7", "0");
    expect(Math.abs(ahead), "as good as free choice where nothing lasts").to.be.below(error);
    for (const name of ["score", "cost"]) expect(summary).to.contain(`docs/figures/simulation-${name}.svg`);
  });

  describe("in docs/simulation.md", () => {
    const text = read("docs/simulation.md");
    /** The cells of a table's rows in a part of the document, spaces and emphasis taken away. */
    const rowsOf = (heading: string): string[][] =>
      text
        .split(new RegExp(`^#+ ${heading}$`, "m"))[1]!
        .split(/^#/m)[0]!
        .split("\n")
        .filter((line) => line.startsWith("| "))
        .map((line) =>
          line
            .replaceAll("**", "")
            .split("|")
            .slice(1, -1)
            .map((cell) => cell.trim()),
        );
    const difference = (value: number, error: number): string => `${fixed(100 * value, 2)} (${fixed(100 * error, 2)})`;

    it("are those of every persistence", () => {
      const rows = rowsOf("What it shows").slice(2);
      expect(rows.map(([dial]) => dial)).to.deep.equal(Object.keys(verdict.rules["M7"]!));
      for (const [dial, ...cells] of rows) {
        const [linear, free, space, first] = ["M0", "free", "M7", "M7-first"].map((id) => row(id, dial!));
        expect(cells, dial).to.deep.equal([
          fixed(100 * linear!.score, 2),
          fixed(100 * free!.score, 2),
          fixed(100 * space!.score, 2),
          difference(space!.minus_linear, space!.minus_linear_se),
          difference(space!.minus_free, space!.minus_free_se),
          `${fixed(linear!.half_accounts, 1)} / ${fixed(space!.half_accounts, 1)}`,
          `${fixed(linear!.half_owners, 1)} / ${fixed(space!.half_owners, 1)}`,
          fixed(space!.limit_skill_corr, 2),
          `${fixed(first!.noise_share, 3)} → ${fixed(space!.noise_share, 3)}`,
        ]);
      }
    });

    it("are those of every rule", () => {
      const rows = rowsOf("All rules at persistence .5").slice(2);
      expect(rows.map(([name]) => name!.split(" ")[0]).toSorted()).to.deep.equal(Object.keys(verdict.rules).toSorted());
      for (const [name, ...cells] of rows) {
        const found = row(name!.split(" ")[0]!, "0.5");
        expect(cells, name).to.deep.equal([
          fixed(100 * found.score, 2),
          difference(found.minus_linear, found.minus_linear_se),
          difference(found.minus_free, found.minus_free_se),
          fixed(found.half_accounts, 1),
          fixed(found.half_owners, 1),
          fixed(found.noise_share, 3),
          fixed(found.limit_skill_corr, 2),
          fixed(found.displaced, 2),
        ]);
      }
    });

    it("are those of shilling, and of who beats linear stake from where on", () => {
      const flat = text.replaceAll(/\s+/g, " ");
      const shilling = verdict.claims["shilling"]!.series;
      const [none, fee, high] = ["0", "0.1", "0.3"].map((x) => shilling["with reserves"]![x]!);
      const bare = shilling["without reserves"]!["0.1"]!;
      const whole = ({ value }: { readonly value: number }): string => value.toFixed(0);
      expect(flat).to.contain(`gains ${whole(none!)} hundredths of its tokens`);
      expect(flat).to.contain(
        `${whole(fee!)} with the fee of a tenth, ${whole(high!)} with three tenths, and ${whole(bare)} where nobody sets a reserve`,
      );
      for (const { low } of [none!, fee!, high!, bare]) expect(low, "all reach below zero").to.be.below(0);
      const from = (dial: number | null): string[] =>
        Object.entries(verdict.beats_linear_from).flatMap(([id, found]) => (found === dial ? [id] : []));
      expect(from(0)).to.deep.equal(["M1", "M2", "M4", "M5", "M7", "M9", "M10", "free", "M7-first", "M7-gain8"]);
      expect(flat).to.contain("from 0 on M1, M2, M4, M5, M7, M9, M10, free choice and the two first rules;");
      expect(flat).to.contain(`from .3 on ${from(0.3).slice(0, -1).join(", ")} and ${from(0.3).at(-1)!};`);
      const never = from(null).filter((id) => id !== "M0");
      expect(flat).to.contain(`from none ${never.slice(0, -1).join(", ")} and ${never.at(-1)!}.`);
    });

    it("are those of the sweep, row by row", () => {
      const spaced = (line: string): string => line.replaceAll(/ {2,}/g, " ");
      const rows = sweepTables(sweep)
        .split("\n")
        .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
      expect(rows.length).to.be.greaterThan(35);
      const lines = text.split("\n").map(spaced);
      for (const line of rows) expect(lines).to.include(spaced(line));
    });

    it("are those of the targets, whether they hold or not", () => {
      const rows = new Map(rowsOf("The targets, and where they end").map(([target, ...cells]) => [target, cells]));
      const found = (ids: readonly string[], digits: number): string =>
        ids.map((id) => short(verdict.targets[id]!.value, digits)).join(" / ");
      const owners = Object.keys(verdict.rules["M0"]!).map(
        (dial) => row("M7", dial).half_owners / row("M0", dial).half_owners,
      );
      const [space, first] = [row("M7", "0.5"), row("M7-first", "0.5")];
      const expected: Record<string, string> = {
        "ahead of linear stake by two standard errors, .3 / .5 / .9": found(
          ["linear_0.3", "linear_0.5", "linear_0.9"],
          1,
        ),
        "ahead of free choice by two, .3 / .5 / .9": found(["free_0.3", "free_0.5", "free_0.9"], 1),
        "not behind at 0 by more than one: linear, free choice": `${found(["linear_0"], 1)}, ${verdict.targets["free_0"]!.value.toFixed(1)} ahead`,
        "half of the weight with twice as many stakers, 0 / .3 / .5 / .9": `${found(["accounts_0", "accounts_0.3", "accounts_0.5", "accounts_0.9"], 2)} times`,
        "the same counted by owners, 0 / .3 / .5 / .9": `${owners.map((ratio) => ratio.toFixed(2)).join(" / ")} times`,
        "limits and skill: .5 at .9, .3 at .5": found(["skill_0.9", "skill_0.5"], 2).replace(" / ", ", "),
        "half of the first rule's space on noise, at .5": `${short(space.noise_share / first.noise_share, 2)} of its share, ${short(space.noise_tokens / first.noise_tokens, 2)} of its tokens`,
        "twenty copies, twice the space: exact, noisy, shuffled": found(
          ["copies_exact", "copies_noisy", "copies_shuffled"],
          2,
        ).replaceAll(" / ", ", "),
      };
      for (const [target, cell] of Object.entries(expected)) expect(rows.get(target)?.[0], target).to.equal(cell);
      expect(Object.values(verdict.targets).every(({ holds }) => holds)).to.equal(true);
    });

    it("are those of every claim", () => {
      const rows = rowsOf("The claims").slice(2);
      expect(rows.map(([claim]) => claim)).to.have.members(Object.values(verdict.claims).map(({ claim }) => claim));
      for (const [claim, answer, found, measures] of rows) {
        const { value, low, high, ...rest } = Object.values(verdict.claims).find((one) => one.claim === claim)!;
        const digits = Math.abs(value) < 10 ? 2 : 1;
        const isOpen = !rest.holds && low <= rest.threshold && rest.threshold <= high;
        expect(answer, claim).to.equal(rest.holds ? "holds" : isOpen ? "undecided" : "does not hold");
        expect(found, claim).to.equal(`${fixed(value, digits)} [${fixed(low, digits)}, ${fixed(high, digits)}]`);
        expect(measures, claim).to.equal(rest.measures);
      }
    });
  });
});
