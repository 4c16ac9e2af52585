import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { travellingClock } from "../../../scripts/chain/clock.js";
import {
  CarefulSigner,
  ChainHistory,
  connectTo,
  type Deployment,
  openDeployment,
  PatientProvider,
} from "../../../scripts/chain/index.js";
import { Random } from "../../../scripts/lib/random.js";
import {
  makeWatch,
  roundFoldersIn,
  SignatureExchange,
  type Watch,
  watchRounds,
} from "../../../scripts/oracle/index.js";
import { DEFAULT_ORACLE_CONFIG } from "../../../scripts/oracle/config.js";
import { type Fault, type FaultyProxy, startProxy } from "../../chain/rpc/faultyProxy.js";
import { setStage, type Stage } from "../stage.js";
import { type ChainServer, serveChain } from "../../helpers/chainServer.js";
import { keyOf } from "./operator.js";
import { roundStateOf, sentSince } from "./roundState.js";

const MODELS = [1, 2, 3, 4];
const ONCE = { seal: 1, addPage: 1, propose: 1, finalize: 1, settle: 1, flushBurned: 1 };
const SHORT = (milliseconds: number): Promise<void> => new Promise((go) => setTimeout(go, milliseconds / 20));

describe("a watch behind a proxy that spoils what it passes on", function () {
  this.timeout(300_000);
  let stage: Stage;
  let chain: ChainServer;
  let proxy: FaultyProxy;
  let snapshot: unknown;
  let start: number;
  let expected: string;
  let attempts = 0;
  const providers: PatientProvider[] = [];
  const rpc = (method: string, params: unknown[] = []): Promise<unknown> =>
    stage.deployment.connection.provider.request({ method, params });

  before(async () => {
    stage = await setStage();
    await mkdir(join(stage.folder, "rounds"));
    await stage.writeRound(join("rounds", "round-01"));
    chain = await serveChain(stage.deployment);
    proxy = await startProxy(chain.url);
    start = await stage.deployment.connection.ethers.provider.getBlockNumber();
    snapshot = await rpc("evm_snapshot");
    await play();
    expected = await roundStateOf(stage.deployment, MODELS);
  });
  beforeEach(async () => {
    await rpc("evm_revert", [snapshot]);
    snapshot = await rpc("evm_snapshot");
  });
  afterEach(async () => {
    Object.assign(proxy, { fault: () => "none", before: () => Promise.resolve(), delay: 0, lag: 0 });
    for (const provider of providers.splice(0)) provider.destroy();
    await rpc("evm_setIntervalMining", [0]);
    await rpc("evm_setAutomine", [true]);
  });
  after(async () => {
    await proxy.close();
    await chain.close();
    stage.remove();
  });

  function watchThrough(depth = 0): { watch: Watch; deployment: Deployment } {
    const provider = new PatientProvider([proxy.url], 31_337, { attempts: 30, timeout: 5_000, pause: SHORT });
    providers.push(provider);
    const deployment = openDeployment(connectTo(provider, "test"), stage.deployment);
    const { chainId, addresses } = deployment;
    const folder = join(stage.folder, `attempt-${attempts++}`);
    const watch = makeWatch({
      source: { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG },
      folders: roundFoldersIn(join(stage.folder, "rounds")),
      bundles: join(folder, "bundles"),
      exchange: new SignatureExchange({
        domain: { chainId, oracle: addresses.oracle },
        folder: join(folder, "exchange"),
      }),
      keys: [1, 2, 3].map((place) => ({ address: keyOf(place).address, signer: keyOf(place) })),
      sender: new CarefulSigner(keyOf(0), provider, { interval: 50, patience: 30_000 }),
      turnDelay: 0,
      rules: { skew: undefined, depth },
    });
    return { watch, deployment };
  }
  /** Plays the round, and says what was sent for it. */
  async function play(depth = 0): Promise<Record<string, number>> {
    const { watch, deployment } = watchThrough(depth);
    await watchRounds(watch, { once: true, interval: 50, clock: travellingClock(deployment) });
    return sentSince(stage.deployment, start, [keyOf(0).address]);
  }

  const isSending = (calls: readonly { method: string }[]): boolean =>
    calls.some(({ method }) => method === "eth_sendRawTransaction");

  for (const fault of ["drop", "repeat", "limit", 429, 500] as Fault[]) {
    it(`ends the same way where every third request meets ${fault}`, async () => {
      // What moves a local clock is no node's business: done twice it is another time.
      proxy.fault = (calls, number) =>
        number % 3 === 0 && !calls.some(({ method }) => method.startsWith("evm_")) ? fault : "none";
      expect(await play()).to.deep.equal(ONCE);
      expect(await roundStateOf(stage.deployment, MODELS)).to.equal(expected);
    });
  }

  it("ends the same way where every answer to a transaction is lost after it was taken", async () => {
    let lost = 0;
    const seen = new Set<unknown>();
    proxy.fault = (calls) => {
      const raw = calls.find(({ method }) => method === "eth_sendRawTransaction")?.params[0];
      if (raw === undefined || seen.has(raw)) return "none";
      seen.add(raw);
      lost++;
      return "lose";
    };
    expect(await play()).to.deep.equal(ONCE);
    expect(lost).to.equal(6);
    expect(await roundStateOf(stage.deployment, MODELS)).to.equal(expected);
  });

  it("ends the same way where everything at once happens at random, and every request takes longer", async () => {
    const random = new Random("spoiled");
    const faults: Fault[] = ["drop", "lose", "repeat", "limit", 429, 500];
    proxy.delay = 20;
    proxy.fault = (calls) =>
      calls.some(({ method }) => method.startsWith("evm_")) || random.float() > 0.3
        ? "none"
        : faults[Math.floor(random.float() * faults.length)]!;
    expect(await play()).to.deep.equal(ONCE);
    expect(await roundStateOf(stage.deployment, MODELS)).to.equal(expected);
  });

  it("ends the same way where the node lags behind", async () => {
    await rpc("evm_setIntervalMining", [100]);
    proxy.lag = 2;
    const sent = await play(3);
    expect(sent).to.deep.equal(ONCE);
    expect(await roundStateOf(stage.deployment, MODELS)).to.equal(expected);
  });

  it("ends the same way where three blocks are taken back after each kind of transaction", async () => {
    const { provider } = stage.deployment.connection.ethers;
    let sends = 0;
    let undo: { id: unknown; height: number } | undefined;
    const undone: number[] = [];
    await rpc("evm_setAutomine", [false]);
    proxy.before = async (calls) => {
      const height = await provider.getBlockNumber();
      if (undo !== undefined && height >= undo.height + 3) {
        // What was in these blocks is as if it had never been; others come instead.
        await rpc("evm_revert", [undo.id]);
        await rpc("hardhat_mine", ["0x4"]);
        undone.push(height - undo.height);
        undo = undefined;
      } else {
        // A block a request, whatever time that takes: never more than three are taken back.
        await rpc("evm_mine");
      }
      if (isSending(calls) && sends++ % 2 === 0) {
        undo = { id: await rpc("evm_snapshot"), height: await provider.getBlockNumber() };
      }
    };
    await play(4);
    expect(undone.length).to.be.at.least(3);
    expect(new Set(undone)).to.deep.equal(new Set([3]));
    expect(await roundStateOf(stage.deployment, MODELS)).to.equal(expected);
  });
});
