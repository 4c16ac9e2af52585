import { type ChildProcess, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { expect } from "chai";
import { network } from "hardhat";

import { travellingClock } from "../../../scripts/chain/clock.js";
import {
  CarefulSigner,
  ChainHistory,
  connectTo,
  Journal,
  openDeployment,
  PatientProvider,
} from "../../../scripts/chain/index.js";
import { DEFAULT_ORACLE_CONFIG } from "../../../scripts/oracle/config.js";
import { makeWatch, roundFoldersIn, SignatureExchange, watchRounds } from "../../../scripts/oracle/index.js";
import { setStage, type Stage } from "../stage.js";
import { type ChainServer, serveChain } from "./chainServer.js";
import { freePort, keyOf, until } from "./operator.js";
import { roundStateOf, sentSince } from "./roundState.js";

const DEEP = process.env["DEEP"] === "1";
const MODELS = [1, 2, 3, 4];

describe("a round on another node, anvil", function () {
  this.timeout(600_000);
  let anvil: ChildProcess | undefined;

  before(function () {
    if (DEEP) return;
    process.stdout.write("    skipped: DEEP=1 starts anvil and plays a round on it\n");
    this.skip();
  });
  after(() => {
    anvil?.kill();
  });

  /** Starts anvil by the rules of a fork. */
  async function start(hardfork: string): Promise<string> {
    const port = await freePort();
    const binary = createRequire(import.meta.url).resolve("@foundry-rs/anvil/bin.mjs");
    const given = ["--port", String(port), "--hardfork", hardfork, "--gas-limit", "30000000", "--silent"];
    anvil = spawn(process.execPath, [binary, ...given], { stdio: "ignore" });
    const url = `http://127.0.0.1:${port}`;
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
    const headers = { "content-type": "application/json" };
    await until("anvil", () =>
      fetch(url, { method: "POST", headers, body }).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return url;
  }

  /** Plays a round by a watch that speaks to a URL; what the round came to, and what was sent for it. */
  async function play(stage: Stage, url: string): Promise<{ state: string; sent: Record<string, number> }> {
    const rounds = join(stage.folder, "rounds");
    await mkdir(rounds);
    await stage.writeRound(join("rounds", "round-01"));
    const begin = await stage.deployment.connection.ethers.provider.getBlockNumber();
    const provider = new PatientProvider([url], 31_337);
    try {
      const deployment = openDeployment(connectTo(provider, "anvil"), stage.deployment);
      const domain = { chainId: deployment.chainId, oracle: deployment.addresses.oracle };
      const watch = makeWatch({
        source: { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG },
        folders: roundFoldersIn(rounds),
        bundles: stage.bundles,
        exchange: new SignatureExchange({ domain, folder: join(stage.folder, "exchange") }),
        keys: [1, 2, 3].map((place) => ({ address: keyOf(place).address, signer: keyOf(place) })),
        sender: new CarefulSigner(keyOf(0), provider, { interval: 50, journal: new Journal() }),
        turnDelay: 0,
        rules: { skew: undefined, depth: 0 },
      });
      await watchRounds(watch, { once: true, clock: travellingClock(deployment) });
    } finally {
      provider.destroy();
    }
    return {
      state: await roundStateOf(stage.deployment, MODELS),
      sent: await sentSince(stage.deployment, begin, [keyOf(0).address]),
    };
  }

  it("ends the same way as on Hardhat's, to the wei", async () => {
    const here = await setStage();
    const chain: ChainServer = await serveChain(here.deployment);
    const expected = await play(here, chain.url);
    await chain.close();
    here.remove();
    const url = await start("osaka");
    const there = await setStage(await network.create({ network: "localhost", override: { url } }));
    expect(await play(there, url)).to.deep.equal(expected);
    there.remove();
  });
});
