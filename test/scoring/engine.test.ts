import { expect } from "chai";
import { readFileSync } from "node:fs";
import { columnOf, matrix, matrixOf, scoreRound, type ModelScores } from "../../scripts/scoring/index.js";
import { PARAMETER_NAMES } from "../../scripts/scoring/kernel/layout.js";
import { sum } from "../../scripts/scoring/statistics.js";
import { scoreRoundPlainly } from "../../scripts/scoring/plainRound.js";
import { expectClose } from "./close.js";
import { Random } from "#lib";
import { randomVector } from "./random.js";
import { randomRound, randomWeights } from "./randomRound.js";

const NUMBERS = [
  "corr",
  "mmc",
  "fnc",
  "tc",
  "bmc",
  "uniqueness",
  "maxFeatureCorrelation",
  "correlationWithMetaModel",
] as const satisfies (keyof ModelScores)[];

describe("the scoring engine", function () {
  this.timeout(30_000);

  for (const [rows, models, features, levels] of [
    [60, 7, 5, 0],
    [61, 130, 5, 3],
    [200, 65, 12, 0],
    [257, 33, 0, 9],
    [9, 3, 1, 1],
    [5, 4, 9, 0],
    [2, 2, 1, 0],
  ] as const) {
    it(`agrees with the plain definitions: ${rows} stocks, ${models} models, ${features} features, ${levels} levels`, async () => {
      const round = randomRound(rows, models, features, rows + models, levels);
      const options = {
        weights: randomWeights(models, 5),
        accounts: round.models.map((_, j) => `account${j % 3}`),
        benchmark: randomVector(rows, 8),
      };
      const got = await scoreRound(round, options);
      const expected = scoreRoundPlainly(round, options);
      for (const name of NUMBERS) {
        const column = (scores: readonly ModelScores[]) => scores.map((model) => model[name] ?? Number.NaN);
        expectClose(column(got.models), column(expected.models), 1e-12, name);
      }
      expectClose([got.metaModel.corr, got.metaModel.fnc], [expected.metaModel.corr, expected.metaModel.fnc], 1e-12);
    });
  }

  for (const rows of [5, 20, 101, 5000]) {
    it(`a meta model that cancels takes nothing away, however its stakes are scaled: ${rows} stocks`, async () => {
      const round = randomRound(rows, 3, 2, rows);
      const model = columnOf(round.predictions, 0);
      const predictions = matrixOf([model, model.map((value) => -value), columnOf(round.predictions, 2)]);
      const canceled = { ...round, predictions };
      const without = scoreRoundPlainly(canceled, { weights: [0, 0, 0] });
      for (const scale of [1, 0.3, 3, 1e-30, 1e30]) {
        const options = { weights: [scale, scale, 0] };
        for (const scores of [await scoreRound(canceled, options), scoreRoundPlainly(canceled, options)]) {
          const column = (name: "mmc" | "tc" | "correlationWithMetaModel") => scores.models.map((m) => m[name]);
          expectClose(
            column("mmc"),
            without.models.map(({ mmc }) => mmc),
            1e-12,
          );
          expectClose([...column("tc"), ...column("correlationWithMetaModel")], [0, 0, 0, 0, 0, 0], 0);
          expect([scores.metaModel.corr, scores.metaModel.fnc]).to.deep.equal([0, 0]);
        }
      }
    });
  }

  it("FNC does not rank rounding: stocks alone in their group tie, and those with one residual by two ways", async () => {
    const rows = 200;
    for (const [groups, levels] of [
      [40, 0],
      [80, 0],
      [60, 4],
    ] as const) {
      const round = randomRound(rows, 40, 1, groups, levels);
      const random = new Random(`groups/${groups}`);
      const group = Array.from({ length: rows }, () => Math.floor(random.float() * random.float() * groups));
      const oneHot = [...new Set(group)].map((own) => group.map((other) => (other === own ? 1 : 0)));
      expect(oneHot.filter((column) => sum(column) === 1).length).to.be.above(3);
      // Neither the order of the groups, which changes all rounding, nor who computes it may change a score.
      const scored = [];
      for (const columns of [oneHot, [...oneHot].reverse(), oneHot.map((column) => column.map((x) => x * 3))]) {
        const exposures = { names: columns.map((_, k) => `g${k}`), matrix: matrixOf(columns) };
        const options = { weights: randomWeights(40, 1) };
        scored.push(await scoreRound({ ...round, exposures }, options));
        scored.push(scoreRoundPlainly({ ...round, exposures }, options));
      }
      const fnc = scored.map(({ models }) => models.map((model) => model.fnc));
      for (const other of fnc) expectClose(other, fnc[0]!, 1e-12, "fnc");
    }
  });

  it("O4: gives the same bytes on one thread, on three and again", async () => {
    const round = randomRound(150, 140, 6, 1);
    const weights = randomWeights(140, 2);
    for (const method of ["closed-form", "optimizer"] as const) {
      const options = { weights, method, optimizer: { repeats: 5 } };
      const texts = [];
      for (const threads of [1, 3, 3, undefined])
        texts.push(JSON.stringify(await scoreRound(round, { ...options, threads })));
      expect(new Set(texts).size, method).to.equal(1);
    }
  });

  it("ranks columns that differ only far behind the leading digits", async () => {
    const round = randomRound(300, 2, 1, 3);
    const close = matrixOf([
      columnOf(round.predictions, 0).map((value) => 1 + value * 1e-13),
      columnOf(round.predictions, 0).map((value) => (value > 0 ? value * 1e-300 : value * 1e300)),
    ]);
    const options = { weights: [1, 1] };
    const got = await scoreRound({ ...round, predictions: close }, options);
    const expected = scoreRoundPlainly({ ...round, predictions: close }, options);
    expectClose(
      got.models.map(({ corr }) => corr),
      expected.models.map(({ corr }) => corr),
      1e-12,
    );
    expectClose(
      got.models.map(({ fnc }) => fnc),
      expected.models.map(({ fnc }) => fnc),
      1e-12,
    );
  });

  it("finds the largest of many nearly equal correlations exactly, among copies and constants, on any thread", async () => {
    const [rows, models] = [100, 200];
    const round = randomRound(rows, models, 1, 4);
    const predictions = matrix(rows, models, round.predictions.data.slice());
    for (let j = 1; j < models; j++) {
      const own = columnOf(predictions, j);
      columnOf(predictions, 0).forEach((value, i) => (own[i] = value + own[i]! * 0.01));
    }
    columnOf(predictions, 130).set(columnOf(predictions, 7));
    for (const constant of [0, 70, 199]) columnOf(predictions, constant).fill(0.5);
    const expected = scoreRoundPlainly({ ...round, predictions }, { weights: new Float64Array(models) });
    for (const threads of [1, 3]) {
      const got = await scoreRound({ ...round, predictions }, { weights: new Float64Array(models), threads });
      expectClose(
        got.models.map((m) => m.uniqueness),
        expected.models.map((m) => m.uniqueness),
        1e-12,
      );
    }
    expect(expected.models.filter(({ uniqueness }) => uniqueness === 0).length).to.be.at.least(3);
  });

  it("does not change its inputs", async () => {
    const round = randomRound(40, 5, 2, 5);
    const copies = [round.predictions.data, round.target, round.exposures.matrix.data].map((data) => data.slice());
    await scoreRound(round, { weights: randomWeights(5, 1), method: "optimizer", optimizer: { repeats: 2 } });
    expectClose(round.predictions.data, copies[0]!, 0);
    expectClose(round.target, copies[1]!, 0);
    expectClose(round.exposures.matrix.data, copies[2]!, 0);
  });

  it("reports progress stage by stage", async () => {
    const seen = new Set<string>();
    await scoreRound(randomRound(3000, 700, 4, 6), {
      weights: new Float64Array(700).fill(1),
      onProgress: (stage, done, total) => {
        expect(done).to.be.within(0, total);
        seen.add(stage);
      },
    });
    expect(seen.size).to.be.greaterThan(0);
  });

  it("knows the kernels' parameters by the same names in the same order", () => {
    const source = readFileSync(new URL("../../scripts/scoring/kernel/assembly/params.ts", import.meta.url), "utf8");
    const fields = [...source.matchAll(/^ {2}(\w+): (?:i32|usize);$/gm)].map((match) => match[1]);
    expect(fields).to.deep.equal([...PARAMETER_NAMES]);
  });
});
