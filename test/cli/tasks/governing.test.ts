import { expect } from "chai";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { loadDeployment } from "../../../scripts/chain/deployments.js";
import type { Deployment } from "../../../scripts/chain/deployment.js";
import { toParameters } from "../../../scripts/chain/shapes/round.js";
import { WAD } from "../../../scripts/twin/units.js";
import { type Arguments, environment, json, run, succeed } from "./runner.js";

const TWO_DAYS = 172_800;

describe("guardian and governor", () => {
  let hre: HardhatRuntimeEnvironment;
  let connection: NetworkConnection<ChainType>;
  let deployment: Deployment;
  let accounts: string[];
  let reset: () => Promise<void>;

  const ask = (name: string, given: Arguments = {}) => run(hre, name, given);
  const governor = (name: string, given: Arguments = {}) => ask(`governor ${name}`, { from: "7", ...given });
  const guardian = (name: string, given: Arguments = {}) => ask(`guardian ${name}`, { from: "8", ...given });

  before(async () => {
    hre = await environment();
    const first = await hre.network.getOrCreate<ChainType>("default");
    accounts = (await first.ethers.getSigners()).map(({ address }) => address);
    await succeed(hre, "deploy", { governor: accounts[7]!, governorDelay: "2d", guardian: accounts[8]! });
    connection = await hre.network.getOrCreate<ChainType>("default");
    deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
    const snapshot = await connection.networkHelpers.takeSnapshot();
    reset = () => snapshot.restore();
  });
  afterEach(() => reset());

  it("pauses and lifts the pause at once, and says when there is nothing to do", async () => {
    const { space } = deployment.contracts;
    const paused = await guardian("pause");
    expect(paused.error).to.equal(undefined);
    expect(paused.stderr).to.contain("withdrawals, settlement, rent, transfers and expiry go on");
    expect(paused.stderr)
      .to.match(/ {2}at most +0\.\d+ ETH for gas\n/)
      .and.match(/Pause: 0x[0-9a-f]{64} sent\n/);
    expect(paused.stdout).to.equal("Pause: done.\n");
    expect((await space.roundStatus()).paused).to.equal(true);
    expect((await guardian("pause")).error?.code).to.equal("NOTHING_TO_CHANGE");
    expect((await guardian("unpause")).error).to.equal(undefined);
    expect((await space.roundStatus()).paused).to.equal(false);
    expect((await guardian("unpause")).error?.message).to.equal("It is not paused.");
  });

  it("shows what would happen and what it would cost, and sends nothing", async () => {
    const before = await connection.ethers.provider.getBlockNumber();
    const tried = await governor("treasury", { amount: "5", to: accounts[3]!, dryRun: true });
    expect(tried.data).to.include({ dryRun: true, step: "schedule" });
    expect(tried.stdout)
      .to.contain("the governor's actions wait 2 d 0 h: this schedules it")
      .and.match(/ETH for gas\nNothing was sent\.\n$/);
    expect(await connection.ethers.provider.getBlockNumber()).to.equal(before);
  });

  it("schedules what the governor wants, says when it may be executed, and executes it then, by the same command", async () => {
    const { space } = deployment.contracts;
    const change = { set: "limitGain=4, biddingPeriod=5d" };
    const scheduled = await governor("parameters", change);
    expect(scheduled.error).to.equal(undefined);
    expect(scheduled.stderr)
      .to.match(/limitGain +8 +4\n/)
      .and.to.match(/biddingPeriod +3 d +5 d\n/);
    expect(scheduled.stderr).to.contain("the governor's actions wait 2 d 0 h: this schedules it");
    expect(scheduled.stdout).to.match(
      /^Queue parameters: scheduled\. Run the same command again from \d{4}-.* UTC on\.\n$/,
    );
    expect((await space.queuedParameters()).queued).to.equal(false);

    const early = await governor("parameters", change);
    expect(early.error?.code).to.equal("SCHEDULED");
    const from = Number(scheduled.data!["executableFrom"]);
    const moment = new Date(from * 1000).toISOString().slice(0, 19).replace("T", " ");
    expect(early.error?.message).to.contain(`its delay is not over: it may be executed from ${moment} UTC until `);
    expect(from - (await connection.networkHelpers.time.latest())).to.be.within(TWO_DAYS - 5, TWO_DAYS);

    await connection.networkHelpers.time.increaseTo(from);
    const done = await governor("parameters", change);
    expect(done.error).to.equal(undefined);
    expect(done.stderr).to.contain("it was scheduled, and its delay is over: this executes it");
    const [queued, isQueued] = await space.queuedParameters();
    expect(isQueued).to.equal(true);
    expect(toParameters(queued)).to.deep.include({ limitGain: 4n * WAD, biddingPeriod: 5 * 86_400 });

    // What is queued and not named stays queued.
    const more = await governor("parameters", { set: "rentFee=0.2" });
    expect(more.data!["parameters"]).to.deep.include({ limitGain: 4n * WAD, rentFee: WAD / 5n });
    expect((await governor("parameters", { set: "limitGain=4" })).error?.code).to.equal("NOTHING_TO_CHANGE");
  });

  it("refuses any call whose delay is not over, does nothing by it, and says what to do", async () => {
    const before = await connection.ethers.provider.getBlockNumber();
    const calls: readonly [string, Arguments][] = [
      ["treasury", { amount: "5", to: accounts[3]! }],
      ["reporters", { reporters: accounts[1]!, quorum: "1" }],
      ["parameters", { set: "rentFee=0.2" }],
    ];
    for (const [name, given] of calls) {
      expect((await governor(name, given)).data, name).to.include({ step: "schedule" });
      const { error } = await governor(name, given);
      expect([error?.code, error?.hint], name).to.deep.equal([
        "SCHEDULED",
        "Run the same command again then, or take it back with --cancel.",
      ]);
    }
    expect(await connection.ethers.provider.getBlockNumber(), "a block for each that was scheduled").to.equal(
      before + calls.length,
    );
  });

  it("takes back what was scheduled, and schedules anew what has expired", async () => {
    const withdrawal = { amount: "5", to: accounts[3]! };
    expect((await governor("treasury", { ...withdrawal, cancel: true })).error?.code).to.equal("NOT_SCHEDULED");
    await governor("treasury", withdrawal);
    const cancelled = await governor("treasury", { ...withdrawal, cancel: true });
    expect(cancelled.stdout).to.equal("Queue a treasury withdrawal: no longer scheduled.\n");
    await governor("treasury", withdrawal);
    await connection.networkHelpers.time.increase(TWO_DAYS + 8 * 86_400);
    const again = await governor("treasury", withdrawal);
    expect(again.data).to.include({ step: "schedule" });
  });

  it("shows what a withdrawal leaves, and executes it", async () => {
    await succeed(hre, "mint", { amount: "100" });
    await succeed(hre, "fund-treasury", { amount: "20" });
    const withdrawal = { amount: "50", to: accounts[3]! };
    const scheduled = await governor("treasury", withdrawal);
    expect(scheduled.stderr).to.contain(`Queue a withdrawal of 50 STAKE to ${accounts[3]!}`);
    expect(scheduled.stderr).to.contain("the free treasury is 20 STAKE").and.to.contain("That is less than asked for");
    await connection.networkHelpers.time.increase(TWO_DAYS);
    expect((await governor("treasury", withdrawal)).error).to.equal(undefined);
    const queued = await deployment.contracts.space.queuedTreasuryWithdrawal();
    expect([...queued]).to.deep.equal([50n * WAD, accounts[3]!]);
  });

  it("names who joins and who leaves among the reporters", async () => {
    const set = { reporters: [accounts[1]!, accounts[2]!, accounts[9]!].join(","), quorum: "3" };
    const scheduled = await governor("reporters", set);
    expect(scheduled.stderr)
      .to.contain("3 of 3 must sign from the opening of the next round")
      .and.to.contain("now 2 of 3");
    expect(scheduled.stderr).to.contain(`  joins   ${accounts[9]!}\n  leaves  ${accounts[3]!}\n`);
    await connection.networkHelpers.time.increase(TWO_DAYS);
    await governor("reporters", set);
    const { members, quorum_: quorum } = await deployment.contracts.oracle.queuedReporters();
    expect([[...members], quorum]).to.deep.equal([set.reporters.split(","), 3n]);
    const other = await governor("reporters", { ...set, quorum: "2" });
    expect(other.stderr).to.contain("it takes the place of 3 of 3 who are queued for round 2");
    for (const [given, code] of [
      [{ ...set, quorum: "4" }, "InvalidQuorum"],
      [{ reporters: `${accounts[1]!},${accounts[1]!}`, quorum: "1" }, "InvalidReporter"],
      [{ reporters: "0x12", quorum: "1" }, "BAD_ARGUMENT"],
      [{ reporters: accounts[1]!, quorum: "none" }, "BAD_ARGUMENT"],
    ] as const) {
      expect((await governor("reporters", given)).error?.code).to.equal(code);
    }
  });

  it("prints calldata for a multi-signature wallet, which does the same as the command", async () => {
    const change = { set: "limitGain=4", from: accounts[7]!, calldata: true };
    const scheduled = await json(hre, "governor parameters", change);
    expect(scheduled).to.include({
      step: "schedule",
      from: accounts[7]!,
      to: deployment.addresses.manager,
      value: "0",
    });
    const wallet = await connection.ethers.getSigner(accounts[7]!);
    await wallet.sendTransaction({ to: String(scheduled["to"]), data: String(scheduled["data"]) });
    expect((await governor("parameters", change)).error?.code).to.equal("SCHEDULED");
    await connection.networkHelpers.time.increase(TWO_DAYS);
    const executed = await governor("parameters", change);
    expect(executed.data).to.include({ step: "execute" });
    expect(executed.stdout).to.match(/^from {2}0x\w{40}\nto {4}0x\w{40}\nvalue 0\ndata {2}0x\w+\n$/);
    await wallet.sendTransaction({ to: String(executed.data!["to"]), data: String(executed.data!["data"]) });
    expect((await deployment.contracts.space.queuedParameters()).queued).to.equal(true);

    // Somebody nobody here has the key of.
    const pause = await guardian("pause", { from: accounts[8]!, calldata: true });
    expect(pause.data).to.include({ step: "call", to: deployment.addresses.space });
    const stranger = await guardian("pause", { from: `0x${"12".repeat(20)}`, calldata: true });
    expect(stranger.error?.code).to.equal("ROLE_MISSING");
  });

  it("says who may, to anybody else, and what is wrong with the values, before anything is scheduled", async () => {
    const nobody = await ask("governor parameters", { from: "5", set: "limitGain=4" });
    expect(nobody.error?.message).to.equal(`The account ${accounts[5]!} is not the governor, who alone may do this.`);
    expect((await ask("guardian pause", { from: "7" })).error?.message).to.contain("is not the guardian");
    for (const [given, code] of [
      [{ set: "limitGain=400" }, "ParameterOutOfBounds"],
      [{ set: "quietPeriod=3d" }, "ParameterOutOfBounds"],
      [{ set: "luck=1" }, "BAD_ARGUMENT"],
      [{ set: "limitGain" }, "BAD_ARGUMENT"],
      [{ set: "limitGain=x" }, "BAD_PARAMETER"],
      [{}, "BAD_ARGUMENT"],
    ] as const) {
      expect((await governor("parameters", given)).error?.code, JSON.stringify(given)).to.equal(code);
    }
    for (const [set, tie] of [
      ["quietPeriod=3d", "The parameter biddingPeriod is 259200, outside 345600 to 2592000: it must be at least a day"],
      ["biddingPeriod=31d", "The parameter biddingPeriod is 2678400, outside 129600 to 2592000."],
      ["challengePeriod=7d", "it must be shorter than reportPeriod."],
      ["baseLimit=60000", "it must not be above maxLimit."],
      ["baseLimit=0.5", "it must not be below minBid."],
    ] as const) {
      expect((await governor("parameters", { set })).error?.message, set).to.contain(tie);
    }
    expect((await governor("resume")).error?.code).to.equal("NotInRecess");
    expect((await guardian("veto")).error?.code).to.equal("NO_REPORT_PENDING");
    expect((await governor("treasury", { amount: "5" })).error?.message).to.contain("--to is missing");
    expect((await governor("parameters", { set: "limitGain=4", yes: false })).error?.code).to.equal("NOT_CONFIRMED");
  });

  it("ends a recess", async () => {
    for (let missed = 0; missed < 3; missed++) {
      await succeed(hre, "skip-time", { until: "deadline" });
      await succeed(hre, "expire");
    }
    const scheduled = await governor("resume");
    expect(scheduled.stderr).to.contain("after 3 rounds without a report: it locks 3 d 0 h after that");
    await connection.networkHelpers.time.increase(TWO_DAYS);
    expect((await governor("resume")).stdout).to.equal("Resume: done.\n");
    expect((await deployment.contracts.space.roundStatus()).phase).to.equal(0n);
  });
});
