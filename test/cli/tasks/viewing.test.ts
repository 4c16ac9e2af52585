import { expect } from "chai";

import { bar } from "../../../scripts/cli/commands/views/bars.js";
import { leaving } from "../../../scripts/cli/commands/views/leaving.js";
import { openPast } from "../../../scripts/cli/commands/views/past.js";
import { type ListedModel, readModelRows } from "../../../scripts/cli/commands/views/rows.js";
import { filtered, sorted } from "../../../scripts/cli/commands/views/selection.js";
import { readRoundView } from "../../../scripts/chain/roundView.js";
import { json, run, succeed } from "./runner.js";
import { reportRound, setTable, type Table } from "./tournament.js";

const TOKEN = 10n ** 18n;

describe("commands that show", () => {
  let table: Table;

  before(async () => {
    table = await setTable();
    await succeed(table.hre, "register", { name: "second" });
    await succeed(table.hre, "bid", { model: "model", rate: "0.5%", amount: "80" });
    await succeed(table.hre, "bid", { model: "model", rate: "0.3%", amount: "60" });
    await succeed(table.hre, "mint", { amount: "50", to: "7" });
    await succeed(table.hre, "bid", { model: "second", tick: "10", amount: "30", from: "7" });
    await reportRound(table);
    await succeed(table.hre, "settle");
  });

  it("models: lists them with what the last report says", async () => {
    const { models, reported, count } = (await json(table.hre, "models")) as {
      models: Record<string, unknown>[];
      reported: number;
      count: number;
    };
    expect([reported, count]).to.deep.equal([1, 2]);
    expect(models[0]).to.include({
      model: 1,
      name: "model",
      owner: table.accounts[0],
      score: 0,
      growth: 0,
      baseShare: 10_000,
    });
    expect(models[0]).to.include({ return1: "0", return5: "0", weight: 0, limit: `${1000n * TOKEN}` });
    const { stdout } = await succeed(table.hre, "models", { sort: "-limit" });
    expect(stdout).to.match(
      /^ +1 +model +0xf39F…2266 +1,000\.0000 +139\.\d{4} +0 % +0 % +0\.00000 +0\.00000 +0\.00 %/m,
    );
  });

  it("models: reads the sheet of a round once, however many models ask for it", async () => {
    const { connection } = table.deployment;
    let sheets = 0;
    const provider = new Proxy(connection.ethers.provider, {
      get(target, name) {
        if (name === "getCode") ++sheets;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    const counted = { ...table.deployment, connection: { ...connection, ethers: { ...connection.ethers, provider } } };
    expect(await readModelRows(counted, await openPast(counted))).to.have.length(2);
    expect(sheets).to.equal(1);
  });

  it("models: sorts and filters, and says what it does not know", async () => {
    const named = async (given: Record<string, string>): Promise<unknown[]> =>
      ((await json(table.hre, "models", given)) as { models: { name: string }[] }).models.map(({ name }) => name);
    expect(await named({ sort: "filled" })).to.deep.equal(["model", "second"]);
    expect(await named({ sort: "-filled" })).to.deep.equal(["second", "model"]);
    expect(await named({ filter: "filled>100" })).to.deep.equal(["model"]);
    expect(await named({ filter: "filled<=100, name~sec" })).to.deep.equal(["second"]);
    expect(await named({ filter: "base>=100%" })).to.deep.equal(["model", "second"]);
    expect(await named({ filter: "return1>0" })).to.deep.equal([]);
    expect(await named({ owner: "3" })).to.deep.equal([]);
    const sort = await run(table.hre, "models", { sort: "filed" });
    expect(sort.error?.message).to.equal('--sort: models have no "filed".');
    expect(sort.error?.hint).to.contain("Did you mean filled? ");
    const filter = await run(table.hre, "models", { filter: "filled" });
    expect(filter.error?.message).to.equal('--filter "filled": this is not a condition.');
    expect((await run(table.hre, "models", { watch: true, json: true })).error?.code).to.equal("BAD_ARGUMENT");
  });

  it("model: shows depth, past rounds and holders, by name and by id", async () => {
    const model = await json(table.hre, "model", { model: "model" });
    expect(await json(table.hre, "model", { model: "1" })).to.deep.equal(model);
    const { history, holders, pools } = model as Record<string, Record<string, unknown>[]>;
    // 100 of 140 were filled, all at the price of the marginal bid.
    expect(history![0]).to.include({ round: 1, filled: `${100n * TOKEN}`, price: "288", settled: true, return: "0" });
    expect(history![0]!["rent"]).to.equal(`${(288n * TOKEN) / 1000n}`);
    expect(holders).to.have.length(1);
    expect(holders![0]).to.include({ holder: table.accounts[0] });
    expect(pools!.map(({ tick }) => tick)).to.deep.equal([79, 66]);
    const { stdout } = await succeed(table.hre, "model", { model: "model" });
    expect(stdout).to.match(/^ +79 +0\.496 % +79\.\d{4} .* █{30}$/m);
    expect(stdout).to.match(/^ +1 +100\.0000 +0\.288 % +0\.2880 +0\.00 % +0\.00000/m);
    expect(stdout).to.contain("About it: ipfs://model");
  });

  it("model: shows what an owner wrote, and does not obey it", async () => {
    const [owner] = await table.connection.ethers.getSigners();
    await table.deployment.as(owner!).registry.setModelURI(2, "\u001b[2J\u202eevil");
    const { stdout } = await succeed(table.hre, "model", { model: "second" });
    expect(stdout).to.contain("About it: \\u{1b}[2J\\u{202e}evil").and.not.contain("\u001b");
    const status = await succeed(table.hre, "status", { model: "second" });
    expect(status.stdout).to.contain("About it: \\u{1b}[2J").and.not.contain("\u001b");
    const printed = await succeed(table.hre, "model", { model: "second", json: true });
    expect(printed.stdout).to.contain("\\u001b[2J\\u202eevil");
    for (const unsafe of ["\u001b", "\u202e"]) expect(printed.stdout).not.to.contain(unsafe);
    expect((JSON.parse(printed.stdout) as { uri: string }).uri).to.equal("\u001b[2J\u202eevil");
  });

  it("positions: shows value, gain, rent and when it can leave", async () => {
    const { models, positions } = (await json(table.hre, "positions")) as Record<string, Record<string, unknown>[]>;
    expect(positions!.map(({ name, tick, mayLeave }) => [name, tick, mayLeave])).to.deep.equal([
      ["model", 79, true],
      ["model", 66, true],
    ]);
    const [account] = models!;
    const rent = (288n * TOKEN) / 1000n;
    expect(account).to.include({ name: "model", paidIn: `${140n * TOKEN}`, takenOut: "0" });
    expect(BigInt(account!["value"] as string)).to.be.within(140n * TOKEN - rent - 2n, 140n * TOKEN - rent);
    expect(BigInt(account!["rent"] as string)).to.be.within(rent - 2n, rent);
    expect(BigInt(account!["gain"] as string)).to.be.within(-rent - 2n, -rent);
    const { stdout } = await succeed(table.hre, "positions", { holder: "7" });
    expect(stdout).to.match(/^second +tick 10 \(0\.026 %\) +30\.0000 .*now; the quiet period begins in /m);
    expect((await succeed(table.hre, "positions", { holder: "5" })).stdout).to.contain("has never had stake here");
  });

  it("positions: counts what was transferred at what it was worth", async () => {
    const snapshot = await table.connection.networkHelpers.takeSnapshot();
    const [first] = await table.connection.ethers.getSigners();
    const { space } = table.deployment.as(first!);
    const id = (1n << 8n) | 79n;
    await space.transfer(table.accounts[9]!, id, (await space.balanceOf(table.accounts[0]!, id)) / 2n);
    const { models } = (await json(table.hre, "positions", { holder: "9" })) as Record<
      string,
      Record<string, string>[]
    >;
    expect(BigInt(models![0]!["paidIn"]!) > 39n * TOKEN).to.equal(true);
    expect(BigInt(models![0]!["gain"]!)).to.equal(0n);
    await snapshot.restore();
  });

  it("rent: shows what each round brought, and what is not collected", async () => {
    const { rents, total, uncollected } = (await json(table.hre, "rent")) as {
      rents: Record<string, unknown>[];
      total: string;
      uncollected: Record<string, unknown>[];
    };
    expect(rents.map(({ name, price }) => [name, price])).to.deep.equal([
      ["model", "288"],
      ["second", "0"],
    ]);
    expect(BigInt(total)).to.equal((288n * TOKEN) / 1000n);
    expect(BigInt(uncollected[0]!["rent"] as string)).to.equal((288n * TOKEN * 9n) / 10_000n);
    expect((await json(table.hre, "rent", { model: "second" }))["rents"]).to.have.length(1);
    expect((await succeed(table.hre, "rent")).stdout).to.contain("the treasury keeps 10 % now.");
  });

  it("rounds: lists those that closed", async () => {
    const { rounds } = (await json(table.hre, "rounds")) as { rounds: Record<string, unknown>[] };
    expect(rounds).to.have.length(1);
    expect(rounds[0]).to.include({
      round: 1,
      outcome: "Reported",
      modelCount: 2,
      filled: `${130n * TOKEN}`,
    });
    expect(rounds[0]!["closedAt"]).to.be.greaterThan(rounds[0]!["locksAt"] as number);
    expect((await run(table.hre, "rounds", { rounds: "0" })).error?.message).to.contain(
      "name a number of rounds, 1 or more",
    );
  });
});

describe("what lists are made of", () => {
  const row = (model: number, more: Partial<ListedModel>): ListedModel =>
    ({
      model,
      name: `m${model}`,
      owner: "0xAb",
      limit: 10n,
      filled: 0n,
      reserveTick: 0,
      price: 0n,
      ...more,
    }) as ListedModel;

  it("puts rows without a figure last, whichever way it is sorted, and ties by id", () => {
    const rows = [row(1, {}), row(2, { score: 3 }), row(3, { score: -4 }), row(4, { score: 3 })];
    const ids = (by: string): number[] => sorted(rows, by).map(({ model }) => model);
    expect([ids("score"), ids("-score")]).to.deep.equal([
      [2, 4, 3, 1],
      [3, 2, 4, 1],
    ]);
  });

  it("compares in the units people type", () => {
    const rows = [row(1, { price: 496n, return1: -(10n ** 16n) }), row(2, { price: 500n, return1: 10n ** 16n })];
    const ids = (condition: string): number[] => filtered(rows, condition, 18).map(({ model }) => model);
    expect(ids("price<0.5%")).to.deep.equal([1]);
    expect(ids("price=0.5")).to.deep.equal([2]);
    expect(ids("return1<-0.5%")).to.deep.equal([1]);
    expect(ids("owner=0xAB")).to.deep.equal([1, 2]);
    expect(ids("name!=m1")).to.deep.equal([2]);
    expect(ids("score>0")).to.deep.equal([]);
  });

  it("draws bars of which the longest is as wide as there is room", () => {
    expect(bar(10n, 10n, 10n)).to.equal("█".repeat(30));
    expect(bar(5n, 10n, 10n)).to.equal("█".repeat(15) + "░".repeat(15));
    expect(bar(0n, 1n, 1000n)).to.equal("░");
    expect(bar(1n, 1n, 240n)).to.equal("▏");
    expect(bar(0n, 0n, 0n)).to.equal("");
  });

  it("says in every phase whether stake may leave", async () => {
    const { deployment } = await setTable();
    const view = await readRoundView(deployment);
    const told = (["Bidding", "Quiet", "Live", "Reporting", "Pending", "Overdue", "Recess"] as const).map((phase) =>
      [false, true].map((isIdle) => leaving({ ...view, phase }, isIdle).mayLeave),
    );
    expect(told).to.deep.equal([
      [true, true],
      [false, false],
      [false, true],
      [false, true],
      [false, false],
      [false, true],
      [true, true],
    ]);
  });
});
