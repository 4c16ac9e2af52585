import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";

import { readTournament } from "../../scripts/simulation/data/read.js";
import { dataVerdict } from "../../scripts/simulation/data/verdict.js";
import type { DataRow } from "../../scripts/simulation/data/types.js";
import { paid } from "../../scripts/simulation/rules/payout.js";
import { countToHalf, meanOf, sumOf } from "../../scripts/simulation/statistics.js";
import { quantileOf, WEALTH_QUANTILES } from "../../scripts/simulation/worlds/calibration.js";

const numerai = fileURLToPath(new URL("../../../shared/data/numerai/", import.meta.url));
const golden = fileURLToPath(new URL("../scoring/golden/payouts-2020-2021.csv", import.meta.url));

function table(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const names = header!.trim().split(",");
  return lines.map((line) =>
    Object.fromEntries(
      line
        .trim()
        .split(",")
        .map((cell, index) => [names[index]!, cell]),
    ),
  );
}

describe("simulation: payouts that were made", () => {
  it("are those of the payout function: 2,010 of rounds 231 to 273", () => {
    const payouts = table(golden);
    expect(payouts).to.have.length(2_010);
    for (const row of payouts) {
      const number = (name: string): number => Number(row[name]);
      const score = number("corr") * number("corrMultiplier") + number("mmc") * number("mmcMultiplier");
      const found = number("selectedStakeValue") * paid(score, number("roundPayoutFactor"), 0.25);
      const tolerance = Math.max(1.1e-5, 5e-6 * Math.abs(number("payout")));
      expect(found).to.be.within(number("payout") - tolerance, number("payout") + tolerance);
    }
  });
});

describe("simulation: the market rounds", function () {
  this.timeout(600_000);
  const market = fileURLToPath(new URL("../../../shared/data/market/", import.meta.url));
  if (!existsSync(market)) {
    it.skip("needs ../shared/data/market, which is not part of the project");
    return;
  }

  it("are 17, of 106 models, and every rule can be tried on them", async function () {
    const rows = await readTournament(market);
    const { rounds, models, rules } = dataVerdict(rows, 1);
    expect([rounds, models]).to.deep.equal([17, 106]);
    const shown = (id: string): string =>
      `${id} ${(100 * rules[id]!.minus_linear).toFixed(2)} (t ${rules[id]!.t.toFixed(1)})`;
    this.test!.title += ` (CORR × 100 above linear stake: ${["M3", "M4", "M7", "M7-space"].map(shown).join(", ")})`;
    expect(Object.values(rules).every(({ score }) => Number.isFinite(score))).to.equal(true);
    // As docs/simulation.md tells them.
    for (const [id, ahead, t] of [
      ["M7", -1, -1.3],
      ["M3", -0.9, -1.9],
      ["M2", -0.7, -2],
      ["M5", -1.2, -2.1],
    ] as const) {
      expect(Number((100 * rules[id]!.minus_linear).toFixed(1)), id).to.equal(ahead);
      expect(Number(rules[id]!.t.toFixed(1)), id).to.be.within(t - 0.05, t + 0.05);
    }
    expect(rules["M7"]!.displaced).to.be.within(0.975, 0.985);
    // Seventeen rounds tell little: only that nothing is far off.
    for (const id of ["M7", "M7-space"]) expect(rules[id]!.t, id).to.be.above(-2);
  });
});

describe("simulation: the real tournament", function () {
  this.timeout(600_000);
  if (!existsSync(numerai)) {
    it.skip("needs ../shared/data/numerai, which is not part of the project");
    return;
  }

  it("34 groups hold half of all stake, 15 hold 39 %, and 72 models hold half", () => {
    const stakes = table(`${numerai}stakes-2022-12-22.csv`);
    const groups = new Map<string, number>();
    for (const { group, stake } of stakes) groups.set(group!, (groups.get(group!) ?? 0) + Number(stake));
    const sorted = [...groups.values()].sort((a, b) => b - a);
    expect(Math.ceil(countToHalf(sorted))).to.equal(34);
    expect(sumOf(sorted.slice(0, 15)) / sumOf(sorted)).to.be.within(0.385, 0.395);
    expect(Math.ceil(countToHalf(stakes.map(({ stake }) => Number(stake))))).to.equal(72);
  });

  it("a cap of 1,000 tokens a model displaces 49 %", () => {
    const stakes = table(`${numerai}stakes-2022-12-22.csv`).map(({ stake }) => Number(stake));
    const displaced = sumOf(stakes.map((stake) => Math.max(0, stake - 1_000))) / sumOf(stakes);
    expect(displaced).to.be.within(0.485, 0.495);
  });

  it("the worlds' distribution of stake is that of the groups", () => {
    const groups = new Map<string, number>();
    for (const { group, stake } of table(`${numerai}stakes-2022-12-22.csv`)) {
      groups.set(group!, (groups.get(group!) ?? 0) + Number(stake));
    }
    const sorted = [...groups.values()].sort((a, b) => a - b);
    for (const share of [0.5, 0.8, 0.9, 0.97, 0.99, 0.995]) {
      const real = sorted[Math.round(share * (sorted.length - 1))]!;
      expect(quantileOf(WEALTH_QUANTILES, share) / real, `quantile ${share}`).to.be.within(0.9, 1.1);
    }
  });

  it("stake that has space scores higher in rounds to come than stake as it was, space itself about the same", async function () {
    const file = await asyncBufferFromFile(`${numerai}rounds-168-277.parquet`);
    const records = await parquetReadObjects({ file, compressors, columns: ["round", "model", "stake", "corr"] });
    const rows = records
      .filter(({ stake }) => Number(stake) > 0)
      .map(({ round, model, stake, corr }): DataRow => ({
        round: Number(round),
        model: String(model),
        account: String(model),
        stake: Number(stake),
        score: Number.isFinite(corr) ? Number(corr) : undefined,
        tc: undefined,
      }));
    // Scores of a round are out five rounds later.
    const { M3: record, M7: stake, "M7-space": space } = dataVerdict(rows, 5).rules;
    expect(1e4 * record!.minus_linear, "M3").to.be.within(12.5, 13.5);
    expect(record!.t, "M3").to.be.within(3.4, 3.6);
    const shown = (what: string, row: typeof stake): string =>
      `${what}: ${(1e4 * row!.minus_linear).toFixed(1)} bp of CORR a round over actual stake, t ${row!.t.toFixed(2)}`;
    this.test!.title += ` (${shown("stake with space", stake)}; ${shown("space", space)})`;
    expect(stake!.minus_linear).to.be.within(3e-4, 10e-4);
    expect(stake!.t).to.be.within(1.5, 3.5);
    expect(space!.minus_linear).to.be.within(-3e-4, 5e-4);
    expect(space!.rounds).to.equal(97);
  });

  it("space predicts the next rounds' CORR in the panel with TC, too; stake that has it only as far as anybody can tell", async function () {
    const file = await asyncBufferFromFile(`${numerai}tc-rounds-178-310.parquet`);
    const records = await parquetReadObjects({ file, compressors, columns: ["round", "model", "stake", "corr", "tc"] });
    const spread = meanOf(
      [...new Set(records.map(({ round }) => Number(round)))].map((round) =>
        populationDeviation(
          records.filter((one) => Number(one.round) === round && Number.isFinite(one.tc)).map(({ tc }) => Number(tc)),
        ),
      ),
    );
    const rows = records
      .filter(({ stake, corr }) => Number(stake) > 0 && Number.isFinite(corr))
      .map(({ round, model, stake, corr, tc }): DataRow => ({
        round: Number(round),
        model: String(model),
        account: String(model),
        stake: Number(stake),
        score: Number(corr),
        // The rule wants a spread of about .03 a round.
        tc: Number.isFinite(tc) ? (Number(tc) * 0.03) / spread : undefined,
      }));
    const { M4: record, M7: stake, "M7-space": space } = dataVerdict(rows, 5).rules;
    const shown = (what: string, row: typeof stake): string =>
      `${what} ${(1e4 * row!.minus_linear).toFixed(1)} bp, t ${row!.t.toFixed(2)}`;
    this.test!.title += ` (${shown("stake with space", stake)}; ${shown("space", space)}; ${shown("M4", record)})`;
    expect(1e4 * stake!.minus_linear).to.be.within(3.85, 3.95);
    expect(stake!.t).to.be.within(0.9, 1.2);
    expect(1e4 * space!.minus_linear).to.be.within(18.55, 18.65);
    expect(space!.t).to.be.within(2.7, 3);
    expect(1e4 * record!.minus_linear).to.be.within(28.65, 28.75);
  });
});

/** Standard deviation with n in the denominator. */
function populationDeviation(values: readonly number[]): number {
  const center = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - center) * (value - center))));
}
