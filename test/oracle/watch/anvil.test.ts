import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

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
import config from "../../../hardhat.config.js";
import { environment } from "../../cli/tasks/runner.js";
import { setStage, type Stage } from "../stage.js";
import { freePort } from "../../../scripts/dev/web/freePort.js";
import { type ChainServer, serveChain } from "../../helpers/chainServer.js";
import { keyOf, until } from "./operator.js";
import { roundStateOf, sentSince } from "./roundState.js";

const DEEP = process.env["DEEP"] === "1";
const MODELS = [1, 2, 3, 4];

describe("a round on another node, anvil", function () {
  this.timeout(600_000);
  let anvil: ChildProcess | undefined;

  let expected: Awaited<ReturnType<typeof play>>;

  before(async function () {
    if (!DEEP) {
      process.stdout.write("    skipped: DEEP=1 starts anvil and plays a round on it\n");
      this.skip();
    }
    const here = await setStage();
    const chain: ChainServer = await serveChain(here.deployment);
    expected = await play(here, chain.url);
    await chain.close();
    here.remove();
  });
  afterEach(() => {
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

  for (const hardfork of ["cancun", "prague", "osaka"])
    it(`ends the same way as on Hardhat's, to the wei, by the rules of ${hardfork}`, async () => {
      const url = await start(hardfork);
      // Ignition would go on with what it deployed on another node of the same chain id.
      const ignition = await mkdtemp(join(tmpdir(), "ignition-"));
      const hre = await environment({ paths: { ...config.paths, ignition } }, "localhost");
      const there = await setStage(await hre.network.create({ network: "localhost", override: { url } }));
      expect(await play(there, url)).to.deep.equal(expected);
      there.remove();
      await rm(ignition, { recursive: true });
    });
});
