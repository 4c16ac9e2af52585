import { expect } from "chai";

import { json, run, succeed } from "./runner.js";
import { reportRound, setTable, type Table } from "./tournament.js";

const TOKEN = 10n ** 18n;

interface Round {
  round: number;
  phase: string;
  locksAt: number;
  reportFrom: number;
  reportBy: number;
  now: number;
}

describe("commands that keep rounds going", () => {
  let table: Table;

  before(async () => {
    table = await setTable();
  });
  beforeEach(() => table.reset());

  it("settle: brings models up to the last closed round, once", async () => {
    await succeed(table.hre, "register", { name: "second" });
    await succeed(table.hre, "bid", { model: "2", tick: "50", amount: "50" });
    await reportRound(table);
    const settled = await json(table.hre, "settle");
    expect(settled).to.deep.include({ through: 1, models: [1, 2] });
    expect(settled["transactions"]).to.have.length(1);
    const again = await json(table.hre, "settle");
    expect(again).to.deep.equal({ through: 1, models: [], transactions: [] });
  });

  it("settle: goes in steps when a model is more than sixteen rounds behind", async () => {
    await succeed(table.hre, "bid", { model: "1", tick: "50", amount: "50" });
    for (let round = 1; round <= 18; ++round) await reportRound(table);
    const refused = await run(table.hre, "bid", { model: "1", tick: "50", amount: "50" });
    expect(refused.error?.code).to.equal("NotSettled");
    expect(refused.error?.message).to.contain("settled through round 0, the last closed round is 18");
    const settled = await json(table.hre, "settle", { model: "1" });
    expect(settled).to.deep.include({ through: 18, models: [1] });
    expect(settled["transactions"]).to.have.length(2);
  });

  it("settle: refuses an unknown model", async () => {
    expect((await run(table.hre, "settle", { model: "9" })).error?.code).to.equal("UnknownModel");
  });

  it("expire: says from when on, then closes the round and opens the next", async () => {
    const early = await run(table.hre, "expire");
    expect(early.error?.code).to.equal("TooEarly");
    expect(early.error?.message).to.match(
      /^Round 1 may be closed without a report from \d{4}-.* UTC on; the chain's time is .* \((29 d 2\d|30 d 0) h to go\)\.$/,
    );
    expect(early.error?.hint).to.contain("npx hardhat skip-time --until deadline");
    await succeed(table.hre, "skip-time", { until: "deadline" });
    expect((await succeed(table.hre, "status")).stdout).to.contain("Round 1, overdue: no report came by");
    const late = await run(table.hre, "bid", { model: "1", tick: "1", amount: "5" });
    expect(late.error?.hint).to.contain("npx hardhat expire");
    const expired = await json(table.hre, "expire");
    expect(expired["round"]).to.equal(1);
    expect(expired["opened"]).to.include({ round: 2, phase: "Bidding", missedRounds: 1 });
  });

  it("fund-treasury: adds to what pays gains", async () => {
    const funded = await json(table.hre, "fund-treasury", { amount: "250.5" });
    expect(funded).to.include({ assets: `${(2505n * TOKEN) / 10n}`, treasury: `${(2505n * TOKEN) / 10n}` });
    const { accounts } = (await json(table.hre, "status")) as { accounts: { treasury: string; held: string } };
    expect(accounts.treasury).to.equal(accounts.held);
    const short = await run(table.hre, "fund-treasury", { amount: "1000000" });
    expect(short.error?.code).to.equal("ERC20InsufficientBalance");
  });

  it("mint: makes tokens for an account by place or address", async () => {
    expect(await json(table.hre, "mint", { amount: "5", to: "7" })).to.include({
      to: table.accounts[7],
      balance: `${5n * TOKEN}`,
    });
    expect(await json(table.hre, "mint", { amount: "2", to: table.accounts[7]! })).to.include({
      balance: `${7n * TOKEN}`,
    });
    expect((await run(table.hre, "mint", { amount: "5", to: "bob" })).error?.code).to.equal("BAD_ARGUMENT");
    for (const command of ["mint", "approve", "fund-treasury"]) {
      const { error } = await run(table.hre, command, { amount: "9".repeat(60) });
      expect(error?.code, command).to.equal("AMOUNT_TOO_LARGE");
      expect(error?.message).to.contain(
        "999999999999… (60 characters), more than the 340,282,366,920,938,463,463 tokens",
      );
    }
  });

  it("skip-time: goes to each moment of the round, and by a span", async () => {
    const { round: start } = (await json(table.hre, "status")) as { round: Round };
    const at = async (until: string): Promise<Round> =>
      (await json(table.hre, "skip-time", { until }))["round"] as Round;
    expect((await at("quiet")).phase).to.equal("Quiet");
    const lock = await at("lock");
    expect(lock).to.include({ phase: "Live", now: start.locksAt });
    expect(await at("report")).to.include({ phase: "Reporting", now: start.reportFrom });
    const later = (await json(table.hre, "skip-time", { for: "90m" }))["round"] as Round;
    expect(later.now).to.equal(start.reportFrom + 5_400);
    expect(await at("deadline")).to.include({ phase: "Overdue", now: start.reportBy });
  });

  it("skip-time: refuses the past, a moment that is not there, and a time without a unit", async () => {
    await succeed(table.hre, "skip-time", { until: "lock" });
    const past = await run(table.hre, "skip-time", { until: "quiet" });
    expect(past.error?.code).to.equal("NOTHING_TO_SKIP");
    expect(past.error?.message).to.match(/is past: it was \d{4}-/);
    const final = await run(table.hre, "skip-time", { until: "final" });
    expect(final.error?.code).to.equal("NOTHING_TO_SKIP");
    expect(final.error?.message).to.equal('Round 1 has no moment "final" ahead: no report is pending.');
    for (const span of ["0s", "0.1s", "999999999d"]) {
      const { error } = await run(table.hre, "skip-time", { for: span });
      expect(error?.message).to.equal(`--for "${span}": name a time from 1s to 3650d.`);
    }
    expect((await run(table.hre, "skip-time", { for: "90" })).error?.message).to.contain("write a time with its unit");
    expect((await run(table.hre, "skip-time")).error?.code).to.equal("BAD_ARGUMENT");
    expect((await run(table.hre, "skip-time", { until: "tea" })).error?.code).to.equal("BAD_ARGUMENT");
  });

  it("status: shows the round, the accounts, the models and the addresses as one object", async () => {
    const status = await json(table.hre, "status");
    expect(status).to.have.all.keys(
      "round",
      "chainId",
      "network",
      "addresses",
      "token",
      "accounts",
      "parameters",
      "models",
    );
    expect(status["round"]).to.include({ round: 1, phase: "Bidding", paused: false });
    expect(status["parameters"]).to.include({ baseLimit: `${1_000n * TOKEN}`, biddingPeriod: 259_200 });
    const text = (await succeed(table.hre, "status")).stdout;
    expect(text).to.match(/^Round 1, bidding: bids may come and go; the quiet period begins in 2 d 1[12] h/);
    expect(text).to.contain(table.deployment.addresses.space);
  });

  it("status: shows the parameters with their units", async () => {
    const { stdout } = await succeed(table.hre, "status", { parameters: true });
    expect(stdout).to.match(/baseLimit +1,000 STAKE/);
    expect(stdout).to.match(/rentFee +0\.1\n/);
    expect(stdout).to.match(/biddingPeriod +3 d 0 h/);
  });
});
