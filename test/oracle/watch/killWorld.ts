import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { saveDeployment } from "../../../scripts/chain/index.js";
import { type FaultyProxy, startProxy } from "../../chain/rpc/faultyProxy.js";
import { type ChainServer, serveChain } from "../../helpers/chainServer.js";
import { setStage, type Stage } from "../stage.js";
import { type RunningOperator, startOperator } from "./operator.js";
import { roundStateOf, sentSince } from "./roundState.js";

const MODELS = [1, 2, 3, 4];

/** A chain on which a round waits for its operator, behind a proxy; as often as wanted from the same beginning. */
export class KillWorld {
  readonly proxy: FaultyProxy;
  readonly #stage: Stage;
  readonly #chain: ChainServer;
  readonly #base: string;
  readonly #start: number;
  #snapshot: unknown;
  #folders = 0;

  private constructor(stage: Stage, served: { chain: ChainServer; proxy: FaultyProxy; base: string; start: number }) {
    this.#stage = stage;
    this.proxy = served.proxy;
    this.#chain = served.chain;
    this.#base = served.base;
    this.#start = served.start;
  }

  /** @param seconds Between blocks; on a chain that mines at once, undefined. */
  static async make(seconds: number | undefined): Promise<KillWorld> {
    const stage = await setStage();
    const base = await mkdtemp(join(tmpdir(), "kill-"));
    await mkdir(join(stage.folder, "rounds"));
    await stage.writeRound(join("rounds", "round-01"));
    const chain = await serveChain(stage.deployment);
    const proxy = await startProxy(chain.url);
    const { connection } = stage.deployment;
    // As a chain outside of this process, which it is for those who are killed.
    const outside = { ...connection, networkConfig: { type: "http" } };
    await saveDeployment({ ...stage.deployment, connection: outside }, { ignitionDir: base });
    const start = await connection.ethers.provider.getBlockNumber();
    const world = new KillWorld(stage, { chain, proxy, base, start });
    if (seconds !== undefined) {
      await world.#rpc("evm_setAutomine", [false]);
      await world.#rpc("evm_setIntervalMining", [seconds * 1_000]);
    }
    world.#snapshot = await world.#rpc("evm_snapshot");
    return world;
  }

  #rpc(method: string, params: unknown[] = []): Promise<unknown> {
    return this.#stage.deployment.connection.provider.request({ method, params });
  }

  /** The chain as it was, and a folder in which nothing is known. */
  async anew(): Promise<string> {
    this.proxy.fault = () => "none";
    await this.#rpc("evm_revert", [this.#snapshot]);
    this.#snapshot = await this.#rpc("evm_snapshot");
    const folder = join(this.#base, String(this.#folders++));
    await mkdir(folder);
    return folder;
  }

  /** The command that is killed, and given again. */
  operate(folder: string): RunningOperator {
    return startOperator({
      folder,
      deployments: this.#base,
      urls: [this.proxy.url],
      accounts: [0, 1, 2, 3],
      given: { rounds: join(this.#stage.folder, "rounds"), once: true, travel: true },
    });
  }

  /** What the round has come to, and what was paid for. */
  async outcome(): Promise<string> {
    const { deployment, operator } = this.#stage;
    const sent = await sentSince(deployment, this.#start, [operator.address]);
    return `${await roundStateOf(deployment, MODELS)}\n${JSON.stringify(sent)}`;
  }

  /** Somebody else's transactions in the pool. */
  async otherTransactions(): Promise<void> {
    const from = this.#stage.owners[0].address;
    for (const value of ["0x1", "0x2", "0x3"]) await this.#rpc("eth_sendTransaction", [{ from, to: from, value }]);
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.#chain.close();
    this.#stage.remove();
    await rm(this.#base, { recursive: true });
  }
}
