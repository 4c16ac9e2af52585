import { expect } from "chai";
import { join } from "node:path";
import { readModels, readRound } from "../../scripts/dataset/round.js";
import { scoreRound, type ModelScores } from "../../scripts/scoring/index.js";
import { scoreRoundPlainly } from "../../scripts/scoring/plainRound.js";
import { modelWeights } from "../../scripts/weighting/models/index.js";
import { expectClose } from "./close.js";
import { marketFolder } from "./folder.js";

describe("recorded rounds of 106 models", function () {
  this.timeout(60_000);
  const folder = marketFolder();
  if (folder === undefined) {
    it.skip("needs ../shared/data/market, which is not part of the project");
    return;
  }

  for (const name of ["round-01", "round-17"]) {
    it(`${name}: every score is finite, agrees with the plain definitions and is the same on 1 and 2 threads`, async () => {
      const rows = await readModels(join(folder, "models.csv"));
      const round = await readRound(
        join(folder, name),
        rows.map(({ model }) => model),
      );
      expect(round.models.length).to.equal(106);
      const options = { weights: modelWeights("linear", rows), accounts: rows.map(({ account }) => account) };
      const one = await scoreRound(round, { ...options, threads: 1 });
      const two = await scoreRound(round, { ...options, threads: 2 });
      expect(JSON.stringify(two)).to.equal(JSON.stringify(one));
      const plain = scoreRoundPlainly(round, options);
      for (const score of ["corr", "mmc", "fnc", "tc", "uniqueness"] as const) {
        const column = (models: readonly ModelScores[]) => models.map((model) => model[score]);
        expect(column(one.models).every(Number.isFinite)).to.equal(true);
        expectClose(column(one.models), column(plain.models), 1e-12, score);
      }
    });
  }
});
