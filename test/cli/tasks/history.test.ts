import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { json, run, succeed } from "./runner.js";
import { reportRound, setTable, type Table } from "./tournament.js";

describe("commands of history", () => {
  let table: Table;
  let folder: string;
  const named = (more: Record<string, string> = {}) => ({ history: join(folder, "history"), ...more });

  before(async () => {
    table = await setTable();
    folder = mkdtempSync(join(tmpdir(), "history-"));
    await succeed(table.hre, "bid", { model: "1", tick: "50", amount: "50" });
    await reportRound(table);
    await reportRound(table);
    await succeed(table.hre, "settle");
    await reportRound(table);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("update: files every closed round that is settled, once, and says so", async () => {
    const first = await json(table.hre, "history update", named());
    expect(first).to.deep.include({ folder: join(folder, "history"), rounds: 2, filed: [1, 2], dropped: [] });
    expect(readdirSync(join(folder, "history"))).to.deep.equal([
      "ownership.parquet",
      "round-0001.parquet",
      "round-0002.parquet",
    ]);
    expect((await json(table.hre, "history update", named()))["filed"]).to.deep.equal([]);
    await succeed(table.hre, "settle");
    const { stdout, stderr } = await succeed(table.hre, "history update", named());
    expect(stdout).to.match(/history has 3 closed rounds: 1 file written, read through block \d+\.\n$/);
    expect(stderr).to.contain("Next: npx hardhat history show");
  });

  it("rebuild: makes the same files again", async () => {
    const file = join(folder, "history", "round-0002.parquet");
    const before = readFileSync(file);
    const again = await json(table.hre, "history rebuild", named());
    expect(again).to.deep.include({ rounds: 3, filed: [1, 2, 3], dropped: [1, 2, 3] });
    expect(readFileSync(file).equals(before)).to.equal(true);
  });

  it("show: rounds in a line each, the latest ones if asked", async () => {
    const { stdout } = await succeed(table.hre, "history show", named());
    expect(stdout).to.match(/^round +outcome +block +payout factor +models +staked/);
    expect(stdout.trim().split("\n")).to.have.length(5);
    const { rounds } = (await json(table.hre, "history show", named({ last: "1" }))) as { rounds: object[] };
    expect(rounds).to.have.length(1);
    expect(rounds[0]).to.include({ round: 3, outcome: "reported", staked: 1, filled: "50000000000000000000" });
  });

  it("show: a round, a model by its id or name, an account", async () => {
    const models = async (more: Record<string, string>): Promise<Record<string, unknown>[]> =>
      (await json(table.hre, "history show", named(more)))["models"] as Record<string, unknown>[];
    expect(await models({ round: "2" })).to.have.length(1);
    const [first] = await models({ model: "1" });
    expect(first).to.include({ round: 1, model: 1, name: "model", account: table.accounts[0] });
    expect(await models({ model: "model" })).to.have.length(3);
    expect(await models({ model: "nobody" })).to.have.length(0);
    expect(await models({ account: table.accounts[0]! })).to.have.length(3);
    expect(await models({ account: table.accounts[1]! })).to.have.length(0);
    const { stdout } = await succeed(table.hre, "history show", named({ account: table.accounts[0]!, last: "2" }));
    expect(stdout).to.contain("base share");
  });

  it("say what is wrong", async () => {
    const late = await run(table.hre, "history show", named({ round: "4" }));
    expect(late.error?.code).to.equal("NO_SUCH_ROUND");
    expect(late.error?.message).to.contain("the last one that is: round 3");
    expect((await run(table.hre, "history show", named({ last: "x" }))).error?.code).to.equal("BAD_ARGUMENT");
    const file = await run(table.hre, "history update", { history: join(folder, "history", "round-0001.parquet") });
    expect(file.error?.code).to.equal("HISTORY_FOLDER");
  });
});
