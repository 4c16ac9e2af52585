import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { MaxUint256 } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { loadDeployment, receiptSignerOf, type Deployment, signerFor } from "../../scripts/chain/index.js";
import { receiveSubmissions, type ReporterServer, SubmissionStore } from "../../scripts/oracle/index.js";
import { type Arguments, environment, run, succeed } from "../cli/tasks/runner.js";
import { SMALL, withFolder } from "../scoring/folder.js";

const FILE = "id,prediction\nA,0.1\nB,0.4\nC,0.2\nD,0.9\nE,0.3\n";

describe("submit and oracle collect", () => {
  let hre: HardhatRuntimeEnvironment;
  let deployment: Deployment;

  const submit = (given: Arguments) => run(hre, "submit", { from: "4", ...given });
  const collect = (given: Arguments) => run(hre, "oracle collect", given);

  before(async () => {
    hre = await environment();
    await succeed(hre, "deploy");
    const connection = await hre.network.getOrCreate("default");
    deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
    const owner = await signerFor(connection, "4");
    const { token, registry } = deployment.as(owner);
    await token.mint(owner.address, 10n ** 19n);
    await token.approve(deployment.addresses.registry, MaxUint256);
    for (const name of ["m1", "m2"]) await registry.register(name, "", MaxUint256);
  });

  async function receiving(round: string, store: string, reporter = "1"): Promise<ReporterServer> {
    const signer = await signerFor(deployment.connection, reporter);
    const channel = { deployment, store: new SubmissionStore(deployment, store), folderOf: () => round, signer };
    return receiveSubmissions(channel, { urls: [] }, { host: "127.0.0.1", port: 0 });
  }

  it("take an owner's file to a reporter, back comes a receipt, and from there into the round's folder", async () => {
    await withFolder(SMALL, async (round, base) => {
      for (const name of ["predictions.csv", "targets.csv"]) await rm(join(round, name));
      const [file, store] = [join(base, "mine.csv"), join(base, "store")];
      await writeFile(file, FILE);
      const reporter = await receiving(round, store);
      try {
        const given = { model: "m1", file, to: `http://127.0.0.1:1,${reporter.url}` };
        const done = await submit(given);
        expect(done.error).to.equal(undefined);
        expect(done.stderr)
          .to.contain(`Hand in ${file} for model "m1" in round 1`)
          .and.to.contain("no transaction, no gas");
        expect(done.stdout).to.match(
          /^Handed in at http:.*: submission 0x[0-9a-f]{64}, signed by the reporter 0x\w{40};/,
        );
        const {
          round: of,
          modelId,
          submission,
          time,
          signature,
        } = done.data as never as {
          round: number;
          modelId: number;
          submission: string;
          time: number;
          signature: string;
        };
        const signer = receiptSignerOf(deployment, { round: of, modelId, submission, time }, signature);
        expect(await deployment.contracts.oracle.reporters()).to.include(signer);

        await writeFile(file, FILE.replace("B,0.4", "B,NaN"));
        const broken = await submit(given);
        expect(broken.error?.code).to.equal("SUBMISSION_BROKEN");
        expect(broken.error?.message).to.contain('row 3: "NaN" is not a finite number');
        for (const [change, code] of [
          [{ model: "m9" }, "UnknownModel"],
          [{ from: "5" }, "NOT_THE_OWNER"],
          [{ file: join(base, "none.csv") }, "BAD_ARGUMENT"],
          [{ to: "here" }, "BAD_ARGUMENT"],
          [{ to: "http://127.0.0.1:1" }, "NO_ENDPOINT"],
          [{ yes: false }, "NOT_CONFIRMED"],
        ] as const) {
          expect((await submit({ ...given, ...change })).error?.code, code).to.equal(code);
        }
      } finally {
        await reporter.close();
      }
      const collected = await collect({ round, tournament: "signals", store, asOf: "2026-11-26" });
      expect(collected.stdout).to.equal(`Round 1: 1 submission in ${round}: m1.\n`);
      expect(collected.data).to.deep.include({ models: ["m1"], refused: [], pulled: 0 });
      const sealed = await run(hre, "oracle seal", { round });
      expect(sealed.error).to.equal(undefined);
      expect(sealed.stderr).not.to.contain("no round.json");
    });
  });

  it("take what a contract that owns the model says yes to, once enough reporters have asked it", async () => {
    const wallet = "0x00000000000000000000000000000000000c0De0";
    const says = (word: string): Promise<unknown> =>
      deployment.connection.provider.request({
        method: "hardhat_setCode",
        params: [wallet, `0x7f${word.padEnd(64, "0")}60005260206000f3`],
      });
    const owner = await signerFor(deployment.connection, "4");
    await deployment.as(owner).registry.transferFrom(owner.address, wallet, 2);
    await withFolder(SMALL, async (round, base) => {
      const file = join(base, "mine.csv");
      await writeFile(file, FILE);
      const reporters = [await receiving(round, join(base, "one")), await receiving(round, join(base, "two"), "2")];
      try {
        const given = { model: "m2", file, to: reporters.map(({ url }) => url).join(",") };
        await says("ffffffff");
        const refused = await submit({ ...given, time: "1795640400" });
        expect(refused.error?.code).to.equal("VOUCHERS_MISSING");
        expect(refused.error?.message).to.contain(
          `0 of the 2 reporters that it takes vouch for the contract ${wallet}.`,
        );
        expect(refused.error?.hint).to.match(
          /what the contract has to sign is 0x[0-9a-f]{64}, of the time 1795640400\.$/,
        );
        await says("1626ba7e");
        for (const change of [{}, { signature: "0x", time: String(Math.floor(Date.now() / 1000) + 1) }]) {
          const done = await submit({ ...given, ...change });
          expect(done.error).to.equal(undefined);
          expect(done.stderr).to.contain(`in round 1, signed for the contract ${wallet}; no transaction`);
          expect(done.stdout).to.contain("signed by the reporter 0x");
        }
        for (const change of [{ signature: "12" }, { time: "soon" }, { model: "m1", signature: "0x" }]) {
          const { error } = await submit({ ...given, ...change });
          expect(error?.code).to.equal("model" in change ? "NOT_THE_OWNER" : "BAD_ARGUMENT");
        }
      } finally {
        for (const reporter of reporters) await reporter.close();
      }
    });
  });

  it("collect files instead, and say what counts as none and what is no model's", async () => {
    await withFolder(SMALL, async (round, base) => {
      const inbox = join(base, "inbox");
      await mkdir(inbox);
      await writeFile(join(inbox, "m1.csv"), FILE);
      await writeFile(join(inbox, "m2.csv"), FILE.replace("B,0.4", "B,high"));
      await cp(join(round, "targets.csv"), join(inbox, "stray.csv"));
      const given = { round, tournament: "signals", files: inbox, store: join(base, "none") };
      const collected = await collect(given);
      expect(collected.stdout).to.equal(
        `Round 1: 1 submission in ${round}: m1.\n` +
          '  the submission of "m2" counts as none: m2.csv, column "prediction", row 3: "high" is not a finite number\n' +
          "  stray.csv is no model's file and was left\n",
      );
      const receipt = await run(hre, "oracle receipt", { round, model: "m2" });
      expect(receipt.error?.code).to.equal("NOT_IN_THE_SEAL");
      await succeed(hre, "oracle seal", { round });
      const told = await run(hre, "oracle receipt", { round, model: "m2" });
      expect(told.stdout)
        .to.contain('The submission of "m2" (model 2) is in the seal of round 1')
        .and.to.contain("It counts as none: m2.csv");
      for (const [change, code] of [
        [{ peers: "http://127.0.0.1:1" }, "BAD_ARGUMENT"],
        [{ files: "", peers: "http://127.0.0.1:1" }, "BAD_ARGUMENT"],
        [{ tournament: "" }, "BAD_ARGUMENT"],
      ] as const) {
        expect((await collect({ ...given, ...change })).error?.code).to.equal(code);
      }
      const { files: _files, ...channel } = given;
      expect((await collect({ ...channel, peers: "http://127.0.0.1:1" })).error?.code).to.equal("NO_KEY");
      expect((await collect({ ...channel, store: join(base, "none") })).error?.code).to.equal("NO_SUBMISSIONS");
    });
  });
});
