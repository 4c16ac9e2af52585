import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { saveDeployment } from "../../../scripts/chain/index.js";
import { type FaultyProxy, startProxy } from "../../chain/rpc/faultyProxy.js";
import { identify, setStage, type Stage } from "../stage.js";
import { freePort } from "../../../scripts/dev/web/freePort.js";
import { type ChainServer, serveChain } from "../../helpers/chainServer.js";
import { type RunningOperator, startOperator, until } from "./operator.js";
import { sentSince } from "./roundState.js";

/** By account: one who is right, one who has another target, and one who is slow and disappears. */
const [RIGHT, WRONG, SLOW] = [1, 2, 3] as const;
const REPORTERS = [RIGHT, WRONG, SLOW];

describe("three reporters in processes of their own, over HTTP", function () {
  this.timeout(300_000);
  let stage: Stage;
  let chain: ChainServer;
  let slowNode: FaultyProxy;
  let base: string;
  let start: number;
  const ports = new Map<number, number>();
  const running = new Map<number, RunningOperator>();
  const logs = new Map<number, string>();

  before(async () => {
    stage = await setStage();
    base = await mkdtemp(join(tmpdir(), "reporters-"));
    const round = await stage.writeRound("round-01");
    for (const reporter of REPORTERS) {
      const own = join(base, String(reporter), "rounds", "round-0001");
      await mkdir(join(base, String(reporter), "rounds"), { recursive: true });
      await cp(round, own, { recursive: true });
      ports.set(reporter, await freePort());
    }
    const target = join(base, String(WRONG), "rounds", "round-0001", "targets.csv");
    await writeFile(target, (await readFile(target, "utf8")).replace(/^S0001,.*$/m, "S0001,9"));
    await identify(join(base, String(WRONG), "rounds", "round-0001"));
    chain = await serveChain(stage.deployment);
    slowNode = await startProxy(chain.url);
    slowNode.delay = 150;
    const outside = { ...stage.deployment.connection, networkConfig: { type: "http" } };
    await saveDeployment({ ...stage.deployment, connection: outside }, { ignitionDir: base });
    start = await stage.deployment.connection.ethers.provider.getBlockNumber();
  });
  after(async () => {
    for (const operator of running.values()) await operator.kill();
    await slowNode.close();
    await chain.close();
    stage.remove();
    await rm(base, { recursive: true });
  });

  function go(reporter: number): RunningOperator {
    const url = (of: number): string => `http://127.0.0.1:${ports.get(of)!}`;
    const operator = startOperator({
      folder: join(base, String(reporter)),
      deployments: base,
      urls: [reporter === SLOW ? slowNode.url : chain.url],
      accounts: [reporter],
      given: {
        rounds: "rounds",
        turn: "5s",
        listen: `127.0.0.1:${ports.get(reporter)!}`,
        peers: REPORTERS.filter((other) => other !== reporter)
          .map(url)
          .join(","),
      },
    });
    running.set(reporter, operator);
    return operator;
  }
  async function disappear(reporter: number): Promise<void> {
    const operator = running.get(reporter)!;
    await operator.kill();
    logs.set(reporter, operator.log());
    running.delete(reporter);
  }
  const status = () => stage.deployment.contracts.space.roundStatus();
  const said = (reporter: number, words: string) =>
    until(`reporter ${reporter} saying "${words}"`, () => running.get(reporter)!.log().includes(words)).catch(
      (error: unknown) => {
        throw new Error(`${String(error)}\n${running.get(reporter)!.log()}`);
      },
    );
  const addressOf = (reporter: number): string => stage.reporters[reporter - 1]!.address;

  it("seal together, with one transaction", async () => {
    for (const reporter of REPORTERS) go(reporter);
    for (const reporter of REPORTERS) await said(reporter, "Round 1 is sealed with 4 submissions");
  });

  it("report nothing while one is gone and another gets something else, and each says why", async () => {
    await disappear(SLOW);
    await stage.reach((await status()).reportFrom);
    await said(RIGHT, "The report of round 1 has 1 of the 2 signatures it needs");
    await said(WRONG, "The report of round 1 has 1 of the 2 signatures it needs");
    await said(RIGHT, `the report that ${addressOf(WRONG)} signed does not come out here`);
    await said(WRONG, `the report that ${addressOf(RIGHT)} signed does not come out here`);
    for (const reporter of [RIGHT, WRONG]) {
      await said(reporter, "bundle.files.targets.csv: here ");
      await said(reporter, `Mirror http://127.0.0.1:${ports.get(SLOW)!}: it cannot be reached`);
    }
    expect((await status()).proposedAt).to.equal(0n);
  });

  it("report when the slow one comes back and gets the same", async () => {
    go(SLOW);
    await until("the proposal", async () => (await status()).proposedAt > 0n);
    await said(SLOW, "signs the report of round 1");
    const { oracle } = stage.deployment.contracts;
    const digest = await oracle.proposedDigest(1);
    const listed = (await (await fetch(`http://127.0.0.1:${ports.get(WRONG)!}/exchange/1`)).json()) as {
      digest: string;
      signer: string;
    }[];
    const signers = listed.filter((each) => each.digest === digest).map(({ signer }) => signer);
    expect(signers.toSorted(), "also the wrong one passes on what others signed").to.deep.equal(
      [addressOf(RIGHT), addressOf(SLOW)].toSorted(),
    );
    await said(WRONG, "was not signed here: look at it with oracle audit");
  });

  it("finish the round, and no two of them pay for the same", async () => {
    await stage.reach(Number((await status()).proposedAt) + 86_400 * 2);
    await until("the next round", async () => (await status()).round === 2n);
    const sent = () => sentSince(stage.deployment, start, REPORTERS.map(addressOf));
    await until("the flush", async () => (await sent())["flushBurned"] !== undefined);
    // Whoever else wanted to would have by now.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await sent()).to.deep.equal({
      seal: 1,
      addPage: 1,
      propose: 1,
      finalize: 1,
      settle: 1,
      flushBurned: 1,
    });
  });

  it("tell whoever asks how they are", async () => {
    const url = `http://127.0.0.1:${ports.get(RIGHT)!}`;
    const health = await fetch(`${url}/health`);
    expect(health.status).to.equal(200);
    expect(await health.json()).to.deep.include({ ok: true, round: 2, phase: "Bidding", problems: [] });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).to.match(/^stakespace_round 2$/m);
    expect(metrics).to.match(/^stakespace_phase\{phase="Bidding"\} 1$/m);
    expect((await fetch(`${url}/nothing`)).status).to.equal(404);
    const forged = await fetch(`${url}/exchange/2/0x${"11".repeat(32)}`, { method: "POST", body: "{}" });
    expect(forged.status).to.equal(422);
  });
});
