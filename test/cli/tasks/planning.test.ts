import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { alertsBetween, type Standing } from "../../../scripts/cli/commands/alerts/alerts.js";
import { spread } from "../../../scripts/cli/commands/plan/spread.js";
import type { ModelView } from "../../../scripts/chain/shapes/models.js";
import type { RoundView } from "../../../scripts/chain/shapes/round.js";
import { DEFAULT_PARAMETERS } from "../../../scripts/twin/parameters.js";
import { clear } from "../../../scripts/twin/tickBook.js";
import { json, run, succeed } from "./runner.js";
import { reportRound, setTable, type Table } from "./tournament.js";

const TOKEN = 10n ** 18n;

describe("commands that plan", () => {
  let table: Table;

  before(async () => {
    table = await setTable();
    await succeed(table.hre, "register", { name: "second" });
    await succeed(table.hre, "mint", { amount: "1000", to: "7" });
    await succeed(table.hre, "bid", { model: "second", rate: "0.2%", amount: "90", from: "7" });
    const snapshot = await table.connection.networkHelpers.takeSnapshot();
    table = { ...table, reset: () => snapshot.restore() };
  });
  beforeEach(() => table.reset());

  describe("plan", () => {
    it("bids where it is filled for the least, in one transaction after the approval", async () => {
      const plan = await json(table.hre, "plan", { budget: "105", rate: "0.5%" });
      const bids = plan["bids"] as { name: string; assets: string; filled: string; rent: string }[];
      // The first is empty; the second has 10 free, and beyond that the price of who is there would have to be paid.
      expect(bids.map(({ name }) => name)).to.deep.equal(["model", "second"]);
      expect(bids.reduce((sum, { assets }) => sum + BigInt(assets), 0n)).to.equal(105n * TOKEN);
      for (const { assets, filled } of bids) expect(filled).to.equal(assets);
      expect(plan["transactions"]).to.have.length(2);
      const { positions } = (await json(table.hre, "status", { holder: "0" })) as { positions: { assets: string }[] };
      expect(positions.map(({ assets }) => assets)).to.deep.equal(bids.map(({ assets }) => assets));
    });

    it("leaves unspent what would not be filled, and says so", async () => {
      const { stderr, data } = await succeed(table.hre, "plan", { budget: "500", rate: "0.5%", dryRun: true });
      expect(data).to.include({ dryRun: true, spent: 200n * TOKEN });
      expect((data as { warnings: string[] }).warnings[0]).to.contain("300 STAKE stay unspent");
      expect(stderr).not.to.contain("in block");
      expect((await json(table.hre, "status", { holder: "0" }))["positions"]).to.deep.equal([]);
    });

    it("takes the models, the most on one and the number that were named", async () => {
      const one = (await json(table.hre, "plan", { budget: "50", rate: "0.5%", models: "second", dryRun: true }))[
        "bids"
      ];
      expect((one as { name: string }[]).map(({ name }) => name)).to.deep.equal(["second"]);
      const most = await json(table.hre, "plan", { budget: "80", rate: "0.5%", most: "30", dryRun: true });
      expect(most["spent"]).to.equal(`${60n * TOKEN}`);
      const count = await json(table.hre, "plan", { budget: "105", rate: "0.5%", count: "1", dryRun: true });
      expect(count["bids"]).to.have.length(1);
    });

    it("says when there is no space for the rate", async () => {
      await succeed(table.hre, "bid", { model: "model", rate: "0.5%", amount: "100" });
      await succeed(table.hre, "bid", { model: "second", rate: "0.5%", amount: "100" });
      const { error } = await run(table.hre, "plan", { budget: "50", rate: "0.3%" });
      expect(error?.code).to.equal("NO_SPACE");
      expect(error?.message).to.equal("No model has 1 STAKE or more of space at tick 66 (0.288 %) or less.");
    });

    it("never plans a bid that is not filled whole, over the most, or below the least", () => {
      const model = (id: number, limit: bigint, reserveTick: number, pools: [number, bigint][]): ModelView => {
        const lines = pools.map(([tick, assets]) => ({ tick, assets, shares: assets * 10n ** 6n, filled: 0n }));
        const { demand, filled, priceTick, rate } = clear(
          new Map(lines.map((line) => [line.tick, line])),
          limit,
          reserveTick,
        );
        return { model: id, limit, reserveTick, demand, filled, priceTick, rate, pools: lines } as unknown as ModelView;
      };
      const models = [
        model(1, 100n * TOKEN, 0, [[90, 60n * TOKEN]]),
        model(2, 50n * TOKEN, 100, []),
        model(3, 0n, 0, []),
        model(4, 300n * TOKEN, 20, [[10, 500n * TOKEN]]),
      ];
      for (const budget of [1n, 2n, 7n, 99n, 1_000n]) {
        const terms = { budget: budget * TOKEN, tick: 79, most: 120n * TOKEN, least: TOKEN, count: 3 };
        const bids = spread(models, terms);
        const total = bids.reduce((sum, { amount }) => sum + amount, 0n);
        expect(total <= terms.budget, `${budget}: ${total}`).to.equal(true);
        for (const { model: on, amount, filled } of bids) {
          expect([1, 4]).to.include(on.model);
          expect(filled).to.be.within(amount - 1n, amount);
          expect(amount >= terms.least && amount <= terms.most, `${amount}`).to.equal(true);
        }
      }
    });
  });

  it("raise: goes to the price when no rate is named, and only up", async () => {
    await succeed(table.hre, "bid", { model: "model", tick: "30", amount: "80" });
    await succeed(table.hre, "bid", { model: "model", tick: "50", amount: "100", from: "7" });
    expect(await json(table.hre, "raise", { model: "model" })).to.include({ fromTick: 30, toTick: 50 });
    const { error } = await run(table.hre, "raise", { model: "model", tick: "20" });
    expect(error?.code).to.equal("NOT_A_RAISE");
    expect(await json(table.hre, "raise", { model: "model", rate: "0.3%", amount: "10" })).to.include({ toTick: 66 });
  });

  it("transfer: gives a model away, and warns of the rent that goes with it", async () => {
    await succeed(table.hre, "bid", { model: "model", rate: "0.5%", amount: "200" });
    await reportRound(table);
    const { stderr } = await succeed(table.hre, "transfer", { model: "model", to: "3" });
    expect(stderr).to.match(
      /Warning: 0\.4464 STAKE of rent go with it\. To keep them, first: npx hardhat collect-rent model/,
    );
    expect(stderr).to.contain(`Next: npx hardhat accept model --from ${table.accounts[3]!}\n`);
    expect((await run(table.hre, "transfer", { model: "model", to: "3" })).error?.code).to.equal(
      "ERC721InsufficientApproval",
    );
    for (const to of ["0", ZeroAddress]) {
      expect((await run(table.hre, "transfer", { model: "second", to })).error?.code).to.equal("BAD_ARGUMENT");
    }
  });

  it("set-uri: says what it was and what it is", async () => {
    const { stderr } = await succeed(table.hre, "set-uri", { model: "model", uri: "https://example.com/m" });
    expect(stderr).to.contain("model (model 1) describes itself at https://example.com/m; until now ipfs://model.");
    const { model } = (await json(table.hre, "status", { model: "model" })) as { model: { uri: string } };
    expect(model.uri).to.equal("https://example.com/m");
    expect((await run(table.hre, "set-uri", { model: "model" })).error?.message).to.match(/^--uri is missing/);
  });

  it("set-reserve: suggests the price that three of four rounds reached, after three of them", async () => {
    for (const amount of ["0", "40", "60", "20"]) {
      const missing = await run(table.hre, "set-reserve", { model: "model" });
      expect(missing.error?.code).to.equal("NO_ADVICE");
      if (amount === "20") break;
      await succeed(table.hre, "bid", { model: "model", tick: `${30 + Number(amount)}`, amount: "1200" });
      await reportRound(table);
      await succeed(table.hre, "settle");
      if (amount === "60") break;
    }
    // Each round's space went for the highest of the bids there were: ticks 30, 70 and 90.
    const set = await json(table.hre, "set-reserve", { model: "model" });
    expect(set).to.include({ tick: 30, suggested: true });
    expect((await succeed(table.hre, "set-reserve", { model: "model" })).stderr).to.match(
      /suggested: the price that three of four of its last 3 rounds reached\n {2}with today's book [\d,.]+ of [\d,.]+ STAKE would be taken, at /,
    );
  }).timeout(60_000);

  it("collect-rent: collects the rent of every model of the sender at once", async () => {
    await succeed(table.hre, "bid", { model: "model", rate: "0.5%", amount: "200" });
    await succeed(table.hre, "bid", { model: "second", rate: "0.5%", amount: "200" });
    expect((await run(table.hre, "collect-rent")).error?.code).to.equal("NO_RENT");
    await reportRound(table);
    const before = await table.deployment.contracts.token.balanceOf(table.accounts[0]!);
    const collected = await json(table.hre, "collect-rent");
    expect(collected["transactions"]).to.have.length(1);
    expect((collected["models"] as { name: string }[]).map(({ name }) => name)).to.deep.equal(["model", "second"]);
    const after = await table.deployment.contracts.token.balanceOf(table.accounts[0]!);
    expect(`${after - before}`).to.equal(collected["assets"]);
    expect((await run(table.hre, "collect-rent", { from: "9" })).error?.message).to.contain("owns no model");
  });

  it("watch: looks once and tells what there is", async () => {
    await succeed(table.hre, "bid", { model: "model", tick: "30", amount: "80" });
    await succeed(table.hre, "bid", { model: "model", tick: "50", amount: "100", from: "7" });
    const { alerts } = (await json(table.hre, "watch", { once: true, price: "0.1%" })) as {
      alerts: { kind: string }[];
    };
    expect(alerts.map(({ kind }) => kind)).to.deep.equal(["idle", "price"]);
    const { stdout } = await succeed(table.hre, "watch", { once: true });
    expect(stdout).to.match(
      /UTC {2}Idle on model: all 80\.0000 at tick 30 \(0\.06 %\); the price is 0\.144 %\. npx hardhat raise model --from-tick 30/,
    );
    expect((await succeed(table.hre, "watch", { holder: "5", once: true })).stderr).to.contain("Nothing to tell");
    expect((await run(table.hre, "watch", { json: true })).error?.code).to.equal("BAD_ARGUMENT");
  });
});

describe("alerts", () => {
  const round = { round: 3, phase: "Bidding", now: 1_000, quietFrom: 100_000, locksAt: 140_000 } as RoundView;
  const standing = (filled: bigint, more: Partial<RoundView> = {}, assets = 100n): Standing => ({
    round: { ...round, ...more },
    positions: [{ model: 1, tick: 40, shares: 1n, assets, filled }],
    models: [{ model: 1, rate: filled < 100n ? 120n : 90n, priceTick: 50 } as ModelView],
  });
  const wishes = { price: 100n, quiet: 3_600 };
  const kinds = (before: Standing | undefined, now: Standing): string[] =>
    alertsBetween(before, now, wishes).map(({ kind }) => kind);

  it("tell of each thing when it comes and not again while it lasts", () => {
    expect(DEFAULT_PARAMETERS.quietPeriod).to.be.greaterThan(0);
    expect(kinds(undefined, standing(100n))).to.deep.equal([]);
    expect(kinds(standing(100n), standing(60n))).to.deep.equal(["outbid", "price"]);
    expect(kinds(standing(60n), standing(60n))).to.deep.equal([]);
    expect(kinds(standing(60n), standing(0n))).to.deep.equal(["idle"]);
    expect(kinds(standing(0n), standing(0n))).to.deep.equal([]);
    expect(kinds(undefined, standing(0n))).to.deep.equal(["idle", "price"]);
    // Who withdraws is not outbid.
    expect(kinds(standing(60n), standing(30n, {}, 50n))).to.deep.equal([]);
    expect(kinds(standing(100n), standing(100n, { round: 4 }))).to.deep.equal(["round"]);
    expect(kinds(standing(100n), standing(100n, { now: 97_000 }))).to.deep.equal(["quiet"]);
    expect(kinds(standing(100n, { now: 97_000 }), standing(100n, { now: 98_000 }))).to.deep.equal([]);
    expect(kinds(standing(100n), standing(100n, { now: 101_000, phase: "Quiet" }))).to.deep.equal([]);
  });
});
