import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { StakespaceError } from "../../scripts/lib/errors.js";
import { Random } from "../../scripts/lib/random.js";
import { readRound } from "../../scripts/dataset/round.js";
import { scoreRound } from "../../scripts/scoring/index.js";
import { inventPopulation, withAccounts } from "../../scripts/tournament/population.js";
import { recordedTournament, syntheticTournament } from "../../scripts/tournament/rounds.js";
import { marketFolder } from "../scoring/folder.js";

const SIZE = { stocks: 200, models: 30, accounts: 9, rounds: 2 };

describe("an invented tournament", () => {
  let workspace: string;

  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), "tournament-"));
  });
  afterEach(() => {
    rmSync(workspace, { recursive: true });
  });

  it("has the models and accounts asked for, each account with what it stakes and some more", () => {
    const { accounts, models } = inventPopulation(new Random("1"), SIZE);
    expect(models).to.have.length(SIZE.models);
    expect(accounts).to.have.length(SIZE.accounts);
    expect(new Set(models.map(({ name }) => name)).size).to.equal(SIZE.models);
    for (const { name, capital } of accounts) {
      const staked = models.reduce((total, model) => (model.account === name ? total + model.stake : total), 0n);
      expect(staked > 0n && capital > staked, name).to.equal(true);
    }
  });

  it("is the same for the same seed and another for another", async () => {
    const rounds: string[][] = [];
    for (const seed of ["1", "1", "2"]) {
      const tournament = syntheticTournament(new Random(seed), join(workspace, String(rounds.length)), SIZE);
      const folder = await tournament.folder(1);
      rounds.push(
        ["predictions", "targets", "exposures"].map((name) => readFileSync(join(folder, `${name}.csv`), "utf8")),
      );
    }
    expect(rounds[1]).to.deep.equal(rounds[0]);
    for (const place of [0, 1, 2]) expect(rounds[2]![place]).not.to.equal(rounds[0]![place]);
  });

  it("has models with skill: blends of paying signals beat their contraries", async () => {
    const tournament = syntheticTournament(new Random("skill"), workspace, { ...SIZE, stocks: 500, models: 60 });
    const sums = new Map<string, number[]>();
    for (let round = 1; round <= 6; round++) {
      const data = await readRound(await tournament.folder(round));
      const { models } = await scoreRound(data, { weights: data.models.map(() => 1) });
      for (const { model, corr } of models) {
        const family = model.replace(/\d+$/, "");
        sums.set(family, [...(sums.get(family) ?? []), corr]);
      }
    }
    const mean = (family: string): number => {
      const values = sums.get(family)!;
      return values.reduce((total, value) => total + value, 0) / values.length;
    };
    expect(mean("blend")).to.be.above(0.02);
    expect(mean("contrarian")).to.be.below(-0.01);
    expect(Math.abs(mean("noise"))).to.be.below(0.02);
  });
});

describe("a recorded tournament", () => {
  it("gives each account what its models stake and 30 percent and 10 tokens more", () => {
    const model = (name: string, account: string, stake: bigint) => ({ name, account, family: "", stake });
    const { accounts } = withAccounts([
      model("a", "zoe", 10n ** 20n),
      model("b", "ann", 0n),
      model("c", "zoe", 10n ** 20n),
    ]);
    expect(accounts).to.deep.equal([
      { name: "ann", capital: 10n ** 19n },
      { name: "zoe", capital: 26n * 10n ** 19n + 10n ** 19n },
    ]);
  });

  it("refuses a folder without rounds, and more rounds than there are", async () => {
    for (const folder of [tmpdir(), join(tmpdir(), "there is no such folder")]) {
      try {
        await recordedTournament(folder, 2);
        expect.fail("it was taken");
      } catch (error) {
        if (!(error instanceof StakespaceError)) throw error;
        expect(error.code).to.equal("NO_ROUNDS");
        expect(error.message).to.contain("2 are wanted");
      }
    }
  });

  it("takes models, accounts and stakes as they were recorded", async function () {
    const folder = marketFolder();
    if (folder === undefined) {
      this.test!.title += " (skipped: ../shared/data is not here)";
      this.skip();
    }
    const tournament = await recordedTournament(folder);
    expect(tournament.rounds).to.equal(17);
    expect(tournament.population.models).to.have.length(106);
    expect(tournament.population.accounts).to.have.length(35);
    expect(tournament.population.models[0]).to.deep.equal({
      name: "mom2",
      account: "account25",
      family: "factor",
      stake: 34_743_900_000_000_000_000n,
    });
    expect(existsSync(join(await tournament.folder(17), "targets.csv"))).to.equal(true);
  });
});
