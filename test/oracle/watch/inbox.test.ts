import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { JsonRpcProvider } from "ethers";

import {
  type Account,
  connectTo,
  postSubmission,
  receiptSignerOf,
  saveDeployment,
  signSubmission,
} from "../../../scripts/chain/index.js";
import { openInbox } from "../../../scripts/cli/commands/oracle/inbox.js";
import submit from "../../../scripts/cli/commands/submit.js";
import { runAs } from "../../../scripts/cli/words/call.js";
import { readSubmissions, requireIdentity } from "../../../scripts/dataset/index.js";
import { isSealed, NO_LOG, submissionTree } from "../../../scripts/oracle/index.js";
import { captured } from "../../cli/tasks/runner.js";
import { errorOf } from "../codeOf.js";
import { MODELS, setStage, type Stage } from "../stage.js";
import { freePort } from "../../../scripts/dev/web/freePort.js";
import { type ChainServer, serveChain } from "../../helpers/chainServer.js";
import { keyOf, type RunningOperator, startOperator, until } from "./operator.js";

const REPORTERS = [1, 2] as const;

describe("two watches that take submissions", function () {
  this.timeout(300_000);
  let stage: Stage;
  let chain: ChainServer;
  let base: string;
  let predictions: string[][];
  const running = new Map<number, RunningOperator>();
  const urls = new Map<number, string>();
  const time = Math.floor(Date.now() / 1_000);
  const roundOf = (reporter: number): string => join(base, String(reporter), "rounds", "round-01");
  const status = () => stage.deployment.contracts.space.roundStatus();
  const said = (reporter: number, words: string) =>
    until(`reporter ${reporter} saying "${words}"`, () => running.get(reporter)!.log().includes(words)).catch(
      (error: unknown) => {
        throw new Error(`${String(error)}\n${running.get(reporter)!.log()}`);
      },
    );

  before(async () => {
    stage = await setStage();
    base = await mkdtemp(join(tmpdir(), "inbox-"));
    const round = await stage.writeRound("round-01");
    const text = await readFile(join(round, "predictions.csv"), "utf8");
    predictions = text
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    chain = await serveChain(stage.deployment);
    const outside = { ...stage.deployment.connection, networkConfig: { type: "http" } };
    await saveDeployment({ ...stage.deployment, connection: outside }, { ignitionDir: base });
    for (const reporter of REPORTERS) {
      await mkdir(roundOf(reporter), { recursive: true });
      // The stocks and, for the report, the targets; nobody's predictions.
      for (const name of ["exposures.csv", "targets.csv"]) await cp(join(round, name), join(roundOf(reporter), name));
      urls.set(reporter, `http://127.0.0.1:${await freePort()}`);
    }
    for (const reporter of REPORTERS) go(reporter);
  });
  after(async () => {
    for (const operator of running.values()) await operator.kill();
    await chain.close();
    stage.remove();
    await rm(base, { recursive: true });
  });

  function go(reporter: number): void {
    const operator = startOperator({
      folder: join(base, String(reporter)),
      deployments: base,
      urls: [chain.url],
      accounts: [reporter],
      given: {
        rounds: "rounds",
        turn: "5s",
        listen: urls.get(reporter)!.replace("http://", ""),
        peers: urls.get(3 - reporter)!,
        submissions: "inbox",
        tournament: "signals",
      },
    });
    running.set(reporter, operator);
  }

  function columnOf(place: number): string {
    return `${predictions.map((cells) => `${cells[0]!},${cells[place]!}`).join("\n")}\n`;
  }

  /** A model's column by the command that owners have, of accounts of their own. */
  async function submitted(reporter: number, model: string) {
    const file = join(base, `${model}.csv`);
    await writeFile(file, columnOf(MODELS.indexOf(model) + 1));
    const provider = new JsonRpcProvider(chain.url, 31_337, { staticNetwork: true });
    try {
      const owner = keyOf(6).connect(provider) as Account;
      const given = { model, file, to: urls.get(reporter)!, from: "0", yes: true, json: false };
      return await captured(() =>
        submit(given, {
          run: runAs({}),
          deployments: base,
          connect: () => Promise.resolve(connectTo(provider, "test", [owner])),
          speaksFor: () => false,
        }),
      );
    } finally {
      provider.destroy();
    }
  }

  /** A model's column, or another's under its name, handed in at one of the watches. */
  async function handIn(reporter: number, model: string, column = model, at = time) {
    const [modelId, place] = [MODELS.indexOf(model) + 1, MODELS.indexOf(column) + 1];
    const csv = columnOf(place);
    const owner = stage.owners[modelId <= 2 ? 0 : 1];
    const signed = await signSubmission(owner, stage.deployment, { round: 1, modelId, time: at, csv });
    return postSubmission([urls.get(reporter)!], signed);
  }

  it("give a receipt, and seal together what either of them was given", async () => {
    for (const reporter of REPORTERS) await said(reporter, "Nobody has handed in for round 1 yet");
    const { oracle } = stage.deployment.contracts;
    const receipt = await handIn(1, "beta");
    expect(receiptSignerOf(stage.deployment, receipt, receipt.signature!)).to.equal(stage.reporters[0]!.address);
    for (const reporter of REPORTERS) await said(reporter, "Round 1 is sealed with 1 submissions");
    for (const reporter of REPORTERS) {
      const tree = submissionTree(await readSubmissions(roundOf(reporter), MODELS), MODELS)!;
      const { submission, proof } = tree.proofOf(2)!;
      expect(submission).to.equal(receipt.submission);
      expect(isSealed(await oracle.sealOf(1), [2, submission], proof)).to.equal(true);
    }
  });

  it("have to know whose rounds they make, and make none unasked", async () => {
    const operator = { deployment: stage.deployment, keys: [] };
    const open = (given: object) => openInbox(operator, { rounds: "rounds", ...given }, NO_LOG);
    expect(await open({})).to.equal(undefined);
    for (const [given, message] of [
      [{ submissions: "inbox" }, "Nothing says whose rounds are made from the submissions."],
      [{ tournament: "signals" }, "--tournament is for rounds that the watch makes from submissions."],
    ] as const) {
      const { code, message: said } = await errorOf(open(given));
      expect([code, said]).to.deep.equal(["BAD_ARGUMENT", message]);
    }
    const inbox = await open({ submissions: "inbox", tournament: "signals", peers: ["/shared", "http://127.0.0.1:1"] });
    expect([inbox!.peers.urls, inbox!.channel.signer]).to.deep.equal([["http://127.0.0.1:1"], undefined]);
  });

  it("make a folder again that one of them was killed over, while nothing has to be sealed", async () => {
    await running.get(2)!.kill();
    // As it is between the first file and the last: half of the predictions, and no label.
    await rm(join(roundOf(2), "round.json"));
    await writeFile(join(roundOf(2), "predictions.csv"), "id,be");
    go(2);
    await said(2, "Round 1 is sealed with 1 submissions");
    const root = submissionTree(await readSubmissions(roundOf(2), MODELS), MODELS)!.root;
    expect(root).to.equal(await stage.deployment.contracts.oracle.sealOf(1));
    expect((await requireIdentity(roundOf(2), { round: 1 }))?.tournament).to.equal("signals");
  });

  it("report what was sealed, though more came in after it", async () => {
    const { oracle, space } = stage.deployment.contracts;
    const root = await oracle.sealOf(1);
    await handIn(2, "beta", "alpha", time + 1);
    const handedIn = await submitted(1, "gamma");
    expect(handedIn.stdout).to.match(/^Handed in at http:.*: submission 0x[0-9a-f]{64}, signed by the reporter 0x/);
    for (const reporter of REPORTERS) {
      await said(reporter, "holds what 2 models handed in");
      await said(reporter, "Submissions of round 1 have changed; sealed again from");
    }
    expect((await readSubmissions(roundOf(1), MODELS)).models).to.deep.equal(["beta", "gamma"]);

    await stage.reach((await status()).reportFrom);
    for (const reporter of REPORTERS) await said(reporter, "holds what was sealed again");
    for (const reporter of REPORTERS) {
      const submissions = await readSubmissions(roundOf(reporter), MODELS);
      expect(submissions.models).to.deep.equal(["beta"]);
      expect(submissionTree(submissions, MODELS)!.root).to.equal(root);
      const label = await requireIdentity(roundOf(reporter), { round: 1, tournament: "signals" });
      expect(Object.keys(label!.files)).to.deep.equal(["exposures.csv", "predictions.csv", "targets.csv"]);
    }
    await until("the proposal", async () => (await status()).proposedAt > 0n);
    await stage.reach(Number((await status()).proposedAt) + 86_400 * 2);
    await until("the next round", async () => (await status()).round === 2n);
    expect(await oracle.sealOf(1)).to.equal(root);
    expect((await space.roundStatus()).lastReported).to.equal(1n);
  });
});
