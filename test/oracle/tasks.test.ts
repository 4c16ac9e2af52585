import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { loadDeployment, type Deployment } from "../../scripts/chain/index.js";
import { isSealed } from "../../scripts/oracle/index.js";
import { WAD } from "../../scripts/twin/units.js";
import { StakespaceError } from "../../scripts/lib/errors.js";
import { environment, run as succeedOrNot, succeed } from "../cli/tasks/runner.js";
import { SMALL as ROUND, withFolder } from "../scoring/folder.js";

/** A round in which every model's submission counts: m3 says something of every stock. */
const SMALL = { ...ROUND, predictions: ROUND.predictions.replace("B,0.4,0.1,0.3", "B,0.4,0.1,0.2") };

/** Makes the folder one of the next round: what was handed in for the last one is refused. */
async function turnOver(round: string): Promise<void> {
  const file = join(round, "predictions.csv");
  await writeFile(file, (await readFile(file, "utf8")).replace("A,0.9,0.7", "A,0.9,0.8"));
}

/** Runs `npx hardhat oracle NAME`, silently. */
async function oracle(
  hre: HardhatRuntimeEnvironment,
  name: string,
  given: Record<string, string | boolean>,
): Promise<{ printed: string; said: string; value: Record<string, unknown>; error?: StakespaceError }> {
  let printed = "";
  let said = "";
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));
  process.stdout.write = (chunk: unknown): boolean => ((printed += String(chunk)), true);
  process.stderr.write = (chunk: unknown): boolean => ((said += String(chunk)), true);
  try {
    const result = (await hre.tasks.getTask(["oracle", name]).run(given)) as
      { success: true; value: Record<string, unknown> } | { success: false; error: unknown };
    if (result.success) return { printed, said, value: result.value };
    if (!(result.error instanceof StakespaceError)) throw result.error;
    return { printed, said, value: {}, error: result.error };
  } finally {
    for (const { stream, write } of streams) stream.write = write;
  }
}

describe("oracle run, finish and verify", () => {
  let hre: HardhatRuntimeEnvironment;
  let connection: NetworkConnection<ChainType>;
  let deployment: Deployment;

  beforeEach(async () => {
    hre = await environment();
    await succeed(hre, "deploy");
    connection = await hre.network.getOrCreate("default");
    deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
    const [signer] = await connection.ethers.getSigners();
    const { token, registry, space } = deployment.as(signer!);
    await token.mint(signer!.address, 1_000n * WAD);
    await token.approve(deployment.addresses.space, MaxUint256);
    await token.approve(deployment.addresses.registry, MaxUint256);
    for (const name of ["m1", "m2", "m3"]) await registry.register(name, "", 2n ** 255n);
    await space.fundTreasury(100n * WAD);
    await space.bid(1, 30, 50n * WAD, signer!.address);
    await space.bid(2, 30, 20n * WAD, signer!.address);
  });

  it("take a round from its lock to the next, and check what was posted", async () => {
    await withFolder(SMALL, async (round, base) => {
      await oracle(hre, "seal", { yes: true, round });
      await succeed(hre, "skip-time", { until: "lock" });
      const given = { yes: true, round, bundles: join(base, "bundles") };
      const early = await oracle(hre, "run", given);
      expect(early.error?.code).to.equal("TOO_EARLY");

      await succeed(hre, "skip-time", { until: "report" });
      const run = await oracle(hre, "run", { ...given, json: true });
      expect(run.error).to.equal(undefined);
      expect(JSON.parse(run.printed)).to.deep.include({ finished: false, bundle: join(base, "bundles", "round-0001") });

      const bundle = String(run.value["bundle"]);
      const verified = await oracle(hre, "verify", { bundle });
      expect(verified.printed).to.contain("the sheet of 3 models comes out byte for byte the same");
      expect(verified.printed).to.match(/It is the report that the chain has, signed by 0x\w{40} and 0x\w{40}\.\n/);
      expect(verified.printed).to.match(
        /Stakes, accounts, records and treasury are what the chain had after block \d+\.\n$/,
      );
      expect(verified.value).to.include({ round: 1, chainCompared: true, inputsCompared: true });
      expect((await oracle(hre, "verify", { bundle, offline: true })).printed).to.contain("The chain was not asked");

      const finish = await oracle(hre, "finish", { yes: true });
      expect(finish.error?.code).to.equal("TOO_EARLY");
      const done = await oracle(hre, "finish", { yes: true, travel: true });
      expect(done.printed).to.equal("Round 1 is closed; 2 models with stake are settled.\n");
      expect((await deployment.contracts.space.roundStatus()).round).to.equal(2n);
    });
  });

  it("do it all at once on a local node with --travel", async () => {
    await withFolder(SMALL, async (round, base) => {
      await oracle(hre, "seal", { yes: true, round });
      await succeed(hre, "skip-time", { until: "lock" });
      const run = await oracle(hre, "run", { yes: true, travel: true, round, bundles: join(base, "bundles") });
      expect(run.error).to.equal(undefined);
      expect(run.printed).to.contain("Round 1: 3 of 3 models handed in predictions, 70.00 STAKE were at risk.");
      expect(run.printed).to.contain("The report is final and every model with stake is settled.");
      expect((await deployment.contracts.space.roundStatus()).lastReported).to.equal(1n);
    });
  });

  it("travel out of the bidding and say so", async () => {
    await withFolder(SMALL, async (round, base) => {
      const run = await oracle(hre, "run", { yes: true, travel: true, round, bundles: join(base, "bundles") });
      expect(run.said).to.contain("the free treasury is 100 STAKE: the payout factor will be lowered");
      expect(run.said).to.match(
        /^Seal the submissions of round 1\.\nMove the clock to \d{4}-.* UTC, when the bidding of round 1 ends\.\n/,
      );
      expect((await deployment.contracts.space.roundStatus()).lastReported).to.equal(1n);
    });
  });

  it("warn before and after that a poor treasury lowers the payout factor, and how much it lacks", async () => {
    await withFolder(SMALL, async (round, base) => {
      const [governor] = await deployment.connection.ethers.getSigners();
      const given = { yes: true, travel: true, round, bundles: join(base, "bundles") };
      // Takes effect when the next round opens.
      await deployment.as(governor!).space.queueTreasuryWithdrawal(100n * WAD, governor!.address);
      await oracle(hre, "run", given);
      await turnOver(round);
      await oracle(hre, "seal", { yes: true, round });
      await succeed(hre, "skip-time", { until: "report" });
      const { treasury } = await deployment.contracts.space.accounts();
      expect(treasury < WAD).to.equal(true);
      // As good as no gains and losses is nothing to find out from the results.
      const refused = await oracle(hre, "run", given);
      expect(refused.error?.code).to.equal("PAYOUT_FACTOR_LOW");
      expect(refused.error?.message).to.match(
        /^The payout factor would be 0\.0\d+, below the 0\.1 that is asked for: the free treasury of [\d.]+ is [\d.]+ too small\. Nothing was proposed\.$/,
      );
      expect(refused.error?.hint).to.match(
        /^Give it enough for that: npx hardhat fund-treasury --amount \d+\. For payment in full: npx hardhat fund-treasury --amount \d+\. To propose it as it is: --accept-low-payout\.$/,
      );
      expect((await oracle(hre, "run", { ...given, minPayoutFactor: "2" })).error?.code).to.equal("BAD_ARGUMENT");
      const asked = await oracle(hre, "run", { ...given, yes: false, acceptLowPayout: true });
      expect(asked.error?.code).to.equal("NOT_CONFIRMED");
      const lowered =
        /The payout factor was lowered from 1 to 0\.\d+, because the free treasury is [\d.]+ STAKE, which is [\d.]+ STAKE too little\./;
      expect(asked.said).to.match(lowered);
      const [, amount] = /run first: npx hardhat fund-treasury --amount (\d+)\n/.exec(asked.said)!;

      const poor = await connection.networkHelpers.takeSnapshot();
      const run = await oracle(hre, "run", { ...given, acceptLowPayout: true });
      expect(run.printed).to.match(lowered);
      expect(run.said).to.contain(`Next: npx hardhat fund-treasury --amount ${amount!}\n`);
      await poor.restore();

      await succeed(hre, "fund-treasury", { amount: amount! });
      const rich = await oracle(hre, "run", given);
      expect(rich.said).to.contain("payout factor 1\n").and.not.to.contain("lowered");
      expect(rich.printed).not.to.contain("lowered");
    });
  });

  it("say of a report whose challenge is over that it may be made final, and since when", async () => {
    await withFolder(SMALL, async (round, base) => {
      await oracle(hre, "seal", { yes: true, round });
      await succeed(hre, "skip-time", { until: "report" });
      await oracle(hre, "run", { yes: true, round, bundles: join(base, "bundles") });
      expect((await succeed(hre, "status")).stdout).to.match(
        /a report is pending; it may be made final in (1 d 0|23) h/,
      );
      await succeed(hre, "skip-time", { until: "final" });
      const over = /^Round 1, pending: a report is pending; since \d{4}-.* UTC anyone may make it final\./;
      expect((await succeed(hre, "status")).stdout).to.match(over);
      expect((await succeed(hre, "status", { holder: "0" })).stdout).to.contain("and owns models 1, 2, 3.");
    });
  });

  it("seal what was handed in, once, and say that a round without a seal cannot be reported", async () => {
    await withFolder(SMALL, async (round, base) => {
      const sealed = await oracle(hre, "seal", { yes: true, round });
      expect(sealed.said).to.contain("Seal round 1 with 3 submissions from").and.to.contain("m1, m2, m3");
      expect(sealed.printed).to.match(/^Round 1 is sealed: 3 models, root 0x[0-9a-f]{64}\.\n$/);
      expect(await deployment.contracts.oracle.sealOf(1)).to.equal(sealed.value["root"]);
      const receipt = await oracle(hre, "receipt", { round, model: "m2" });
      expect(receipt.printed).to.contain('The submission of "m2" (model 2) is in the seal of round 1');
      const { submission, proof } = receipt.value as { submission: string; proof: string[] };
      expect(isSealed(String(sealed.value["root"]), [2, submission], proof)).to.equal(true);
      expect((await oracle(hre, "receipt", { round, model: "m9" })).error?.code).to.equal("NO_SUBMISSION");
      const file = join(round, "predictions.csv");
      const text = await readFile(file, "utf8");
      await writeFile(file, text.replace("A,0.9,0.7", "A,0.9,0.6"));
      expect((await oracle(hre, "receipt", { round, model: "m1" })).error?.code).to.equal("NOT_IN_THE_SEAL");
      await writeFile(file, text);
      const again = await oracle(hre, "seal", { yes: true, round, json: true });
      expect(JSON.parse(again.printed)).to.deep.include({ models: ["m1", "m2", "m3"], transactions: [] });
      await oracle(hre, "run", { yes: true, travel: true, round, bundles: join(base, "bundles") });
      const old = await oracle(hre, "seal", { yes: true, round });
      expect(old.error?.code).to.equal("SUBMISSIONS_OF_ANOTHER_ROUND");
      expect(old.error?.message).to.contain("that round 1 was sealed with; the open round is 2.");
      await turnOver(round);
      await succeed(hre, "skip-time", { until: "report" });
      expect((await oracle(hre, "seal", { yes: true, round })).error?.code).to.equal("SEALING_CLOSED");
      const unsealed = await oracle(hre, "run", { yes: true, round, bundles: join(base, "bundles") });
      expect(unsealed.error?.code).to.equal("ROUND_NOT_SEALED");
    });
  });

  it("audit what is pending, end with a code for programs, and veto what is wrong with the guardian's key alone", async () => {
    await withFolder(SMALL, async (round, base) => {
      const bundles = join(base, "bundles");
      const code = async (given: Record<string, string | boolean> = {}) => {
        const before = process.exitCode;
        process.exitCode = 0;
        try {
          const ran = await oracle(hre, "audit", { yes: true, from: "0", veto: false, bundles, ...given });
          return { ...ran, exitCode: process.exitCode };
        } finally {
          process.exitCode = before;
        }
      };
      const nothing = await code();
      expect(nothing).to.include({ exitCode: 0 });
      expect(nothing.printed).to.equal("No report is pending for round 1: there is nothing to audit.\n");

      await oracle(hre, "seal", { yes: true, round });
      await succeed(hre, "skip-time", { until: "report" });
      const ran = await oracle(hre, "run", { yes: true, round, bundles });
      const right = await code({ round });
      expect(right).to.include({ exitCode: 0 });
      expect(right.printed).to.match(/^The report 0x\w{64} of round 1 is what the chain and its bundle give\./);
      const gone = await code({ bundles: join(base, "nowhere") });
      expect(gone).to.include({ exitCode: 3 });
      expect(gone.printed).to.contain("this alone is no reason for a veto");

      // The auditor has other targets.
      const targets = join(round, "targets.csv");
      await writeFile(targets, (await readFile(targets, "utf8")).replace("A,0.1", "A,0.9"));
      const wrong = await code({ round, json: true });
      expect(wrong).to.include({ exitCode: 2 });
      expect(JSON.parse(wrong.printed)).to.deep.include({
        verdict: "wrong",
        round: 1,
        vetoed: false,
        transactions: [],
      });
      expect((await code({ round, veto: true, from: "5" })).error?.code).to.equal("ROLE_MISSING");
      expect((await code({ round, veto: true, yes: false })).error?.code).to.equal("NOT_CONFIRMED");
      const vetoed = await code({ round, veto: true });
      expect(vetoed).to.include({ exitCode: 2 });
      expect(vetoed.printed).to.contain("is WRONG: ").and.to.contain("It is vetoed, for ever.");
      const { oracle: contract } = deployment.contracts;
      const { digest } = JSON.parse(wrong.printed) as { digest: string };
      expect(await contract.isVetoed(digest)).to.equal(true);
      // Another report of the round may come, made at a later block.
      const again = await oracle(hre, "run", { yes: true, round: join(String(ran.value["bundle"]), "round"), bundles });
      expect(again.error).to.equal(undefined);
    });
  });

  it("veto the report that is named, at once, and no other", async () => {
    await withFolder(SMALL, async (round, base) => {
      await oracle(hre, "seal", { yes: true, round });
      await succeed(hre, "skip-time", { until: "report" });
      await oracle(hre, "run", { yes: true, round, bundles: join(base, "bundles") });
      const digest = await deployment.contracts.oracle.proposedDigest(1);
      const veto = (given: Record<string, string | boolean>) => succeedOrNot(hre, "guardian veto", given);
      expect((await veto({ digest: `0x${"12".repeat(32)}` })).error?.code).to.equal("OTHER_REPORT");
      const done = await veto({ digest });
      expect(done.stderr).to.contain(`Veto the report ${digest} of round 1, for ever.`);
      expect(done.stdout).to.equal("Veto the report of round 1: done.\n");
      expect(await deployment.contracts.oracle.isVetoed(digest)).to.equal(true);
      expect((await veto({})).error?.code).to.equal("NO_REPORT_PENDING");
    });
  });

  it("say what is missing or wrong", async () => {
    await withFolder(SMALL, async (round, base) => {
      const bundles = join(base, "bundles");
      const attempts: [string, Record<string, string | boolean>, string][] = [
        ["run", { yes: true, bundles }, "BAD_ARGUMENT"],
        ["run", { yes: true, round, bundles, settings: join(base, "none.json") }, "ORACLE_CONFIG"],
        ["run", { yes: true, round, bundles, settings: join(base, "models.csv") }, "ORACLE_CONFIG"],
        ["run", { yes: true, round, bundles }, "ROUND_NOT_REPORTABLE"],
        ["finish", { yes: true }, "NO_REPORT_PENDING"],
        ["run", { travel: true, round, bundles }, "NOT_CONFIRMED"],
        ["verify", {}, "NO_REPORT"],
        ["verify", { offline: true }, "BAD_ARGUMENT"],
        ["verify", { bundle: base }, "BUNDLE_MISSING"],
      ];
      for (const [name, given, code] of attempts) {
        expect((await oracle(hre, name, given)).error?.code, `${name} ${Object.keys(given).join(" ")}`).to.equal(code);
      }
    });
  });
});

describe("oracle sign, propose and watch", () => {
  let hre: HardhatRuntimeEnvironment;
  let deployment: Deployment;

  beforeEach(async () => {
    hre = await environment();
    await succeed(hre, "deploy");
    const connection = await hre.network.getOrCreate("default");
    deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
    const [signer] = await connection.ethers.getSigners();
    const { token, registry, space } = deployment.as(signer!);
    await token.mint(signer!.address, 1_000n * WAD);
    await token.approve(deployment.addresses.space, MaxUint256);
    await token.approve(deployment.addresses.registry, MaxUint256);
    for (const name of ["m1", "m2", "m3"]) await registry.register(name, "", 2n ** 255n);
    await space.fundTreasury(100n * WAD);
    await space.bid(1, 30, 50n * WAD, signer!.address);
  });

  it("sign alone what comes out, and submit what enough have signed", async () => {
    await withFolder(SMALL, async (round, base) => {
      const given = { yes: true, round, bundles: join(base, "bundles"), exchange: join(base, "exchange") };
      const nobody = await oracle(hre, "propose", given);
      expect(nobody.said).to.contain("The seal of round 1 has 0 of the 2 signatures it needs");
      const sealed = await oracle(hre, "sign", given);
      expect(sealed.printed).to.match(/^(seal 0x[0-9a-f]{64} signed by 0x\w{40}\n){3}$/);
      expect(await deployment.contracts.oracle.sealOf(1), "sign sends nothing").to.equal(ZeroHash);
      await oracle(hre, "propose", given);
      expect(await deployment.contracts.oracle.sealOf(1)).not.to.equal(ZeroHash);
      await succeed(hre, "skip-time", { until: "report" });
      expect((await oracle(hre, "propose", given)).said).to.contain(
        "Nobody has signed a report of round 1 that comes out",
      );
      expect((await oracle(hre, "sign", { ...given, json: true })).value["transactions"]).to.deep.equal([]);
      const proposed = await oracle(hre, "propose", given);
      expect(proposed.value["transactions"]).to.have.length(2);
      expect((await deployment.contracts.space.roundStatus()).proposedAt).not.to.equal(0n);
    });
  });

  it("take a round from its bids to the next in one command", async () => {
    await withFolder(SMALL, async (round, base) => {
      await rename(round, join(base, "round-1"));
      const given = {
        yes: true,
        rounds: base,
        bundles: join(base, "bundles"),
        exchange: join(base, "exchange"),
        once: true,
        travel: true,
        turn: "0s",
        listen: "127.0.0.1:0",
        log: "json",
      };
      const { value, said, error } = await oracle(hre, "watch", given);
      expect(error).to.equal(undefined);
      expect(value["transactions"]).to.have.length(5);
      expect((await deployment.contracts.space.roundStatus()).lastReported).to.equal(1n);
      const lines = said.split("\n").filter((line) => line.startsWith("{"));
      const events = lines.map((line) => JSON.parse(line) as { level: string; step?: string; msg: string });
      expect(new Set(events.map(({ step }) => step))).to.include.keys("seal", "report", "close", "settle");
      const warned = events.filter(({ level }) => level !== "info").map(({ msg }) => msg);
      expect(warned, "what a folder without round.json is warned of").to.have.length(1);
      expect(warned[0]).to.contain("has no round.json");
      expect(said).to.contain("Listening at http://127.0.0.1:");
      await rename(join(base, "round-1"), round);
    });
  });

  it("say what is wrong with what they are given", async () => {
    const attempts: [string, Record<string, string | boolean>, string][] = [
      ["watch", {}, "BAD_ARGUMENT"],
      ["watch", { rounds: "rounds", listen: "127.0.0.1:99999" }, "BAD_ARGUMENT"],
      ["watch", { rounds: "rounds", log: "loud" }, "BAD_ARGUMENT"],
      ["watch", { rounds: "rounds", interval: "soon" }, "BAD_ARGUMENT"],
      ["sign", { round: "nowhere", depth: "-1" }, "BAD_ARGUMENT"],
      ["propose", {}, "BAD_ARGUMENT"],
    ];
    for (const [name, given, code] of attempts) {
      const { error } = await oracle(hre, name, {
        yes: true,
        ...(name === "watch" && { once: true, turn: "0s" }),
        ...given,
      });
      expect(error?.code, `${name} ${Object.keys(given).join(" ")}`).to.equal(code);
    }
  });
});
