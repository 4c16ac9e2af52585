import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { readRound } from "../../scripts/dataset/round.js";
import { Random } from "../../scripts/lib/random.js";
import { scoreRound } from "../../scripts/scoring/index.js";
import { linearStake } from "../../scripts/tournament/linearStake.js";
import { halfHeldBy } from "../../scripts/tournament/roundLine.js";
import { syntheticTournament } from "../../scripts/tournament/rounds.js";
import { WAD } from "../../scripts/twin/index.js";

describe("linear stake, for comparison", () => {
  let workspace: string;

  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), "tournament-"));
  });
  afterEach(() => {
    rmSync(workspace, { recursive: true });
  });

  it("scores what the meta model of a round scores whose weights are all stake in the books", async () => {
    const size = { stocks: 120, models: 16, accounts: 5, rounds: 1 };
    const tournament = syntheticTournament(new Random("linear"), workspace, size);
    const folder = await tournament.folder(1);
    const { models } = tournament.population;
    const round = await readRound(folder);
    const weights = round.models.map(
      (name) => Number(models.find((model) => model.name === name)!.stake) / Number(WAD),
    );
    const { metaModel } = await scoreRound(round, { weights });
    const { linearCorr, linearHalfHeldBy } = await linearStake(folder, models, models);
    expect(linearCorr).to.equal(metaModel.corr);

    const byAccount = new Map<string, number>();
    for (const { account, stake } of models) byAccount.set(account, (byAccount.get(account) ?? 0) + Number(stake));
    const sorted = [...byAccount.values()].sort((a, b) => b - a);
    const sumOfFirst = (count: number): number => sorted.slice(0, count).reduce((sum, stake) => sum + stake, 0);
    expect(sumOfFirst(linearHalfHeldBy)).to.be.at.least(sumOfFirst(sorted.length) / 2);
    expect(sumOfFirst(linearHalfHeldBy - 1)).to.be.below(sumOfFirst(sorted.length) / 2);
  });

  it("counts accounts by all their models, and one of nobody by itself", () => {
    const models = [
      { name: "a", account: "ann" },
      { name: "b", account: "ann" },
      { name: "c", account: null },
      { name: "d", account: "dan" },
    ];
    const weights = (...values: number[]): Map<string, number> =>
      new Map(values.map((value, index) => [models[index]!.name, value]));
    expect(halfHeldBy(models, weights(1, 1, 1, 1))).to.equal(1);
    expect(halfHeldBy(models, weights(1, 0, 1, 1))).to.equal(2);
    expect(halfHeldBy(models, weights(0, 0, 9, 1))).to.equal(1);
    expect(halfHeldBy(models, weights(0, 0, 0, 0))).to.equal(0);
  });
});
