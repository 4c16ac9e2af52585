import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { saveDeployment } from "../../../scripts/chain/index.js";
import { type FaultyProxy, startProxy } from "../../chain/rpc/faultyProxy.js";
import { setStage, type Stage } from "../stage.js";
import { type ChainServer, serveChain } from "../../helpers/chainServer.js";
import { startOperator } from "./operator.js";
import { roundStateOf, sentSince } from "./roundState.js";

const DEEP = process.env["DEEP"] === "1";
/** Points of a round at which the watch is killed, besides those around each transaction. */
const POINTS = DEEP ? 40 : 2;
const MODELS = [1, 2, 3, 4];

for (const mining of ["at once", "every 2 seconds, with transactions in the pool"] as const) {
  describe(`a watch that is killed, on a chain that mines ${mining}`, () => {
    let stage: Stage | undefined;
    let chain: ChainServer;
    let proxy: FaultyProxy;
    let base: string;
    let start: number;
    let snapshot: unknown;
    let folders = 0;
    const atOnce = mining === "at once";
    const rpc = (method: string, params: unknown[] = []): Promise<unknown> =>
      stage!.deployment.connection.provider.request({ method, params });

    before(async function () {
      if (!DEEP && !atOnce) {
        process.stdout.write("      skipped: mines every 2 seconds, takes minutes; DEEP=1 plays it\n");
        this.skip();
      }
      stage = await setStage();
      base = await mkdtemp(join(tmpdir(), "kill-"));
      await mkdir(join(stage.folder, "rounds"));
      await stage.writeRound(join("rounds", "round-01"));
      chain = await serveChain(stage.deployment);
      proxy = await startProxy(chain.url);
      const { connection } = stage.deployment;
      // As a chain outside of this process, which it is for those who are killed.
      const outside = { ...connection, networkConfig: { type: "http" } };
      await saveDeployment({ ...stage.deployment, connection: outside }, { ignitionDir: base });
      if (!atOnce) {
        await rpc("evm_setAutomine", [false]);
        await rpc("evm_setIntervalMining", [2_000]);
      }
      start = await connection.ethers.provider.getBlockNumber();
      snapshot = await rpc("evm_snapshot");
    });
    after(async () => {
      if (stage === undefined) return;
      await proxy.close();
      await chain.close();
      stage.remove();
      await rm(base, { recursive: true });
    });

    /** The chain as it was, and a folder in which nothing is known. */
    async function anew(): Promise<string> {
      proxy.fault = () => "none";
      await rpc("evm_revert", [snapshot]);
      snapshot = await rpc("evm_snapshot");
      const folder = join(base, String(folders++));
      await mkdir(folder);
      return folder;
    }

    function operate(folder: string) {
      return startOperator({
        folder,
        deployments: base,
        urls: [proxy.url],
        accounts: [0, 1, 2, 3],
        given: { rounds: join(stage!.folder, "rounds"), once: true, travel: true },
      });
    }

    async function outcome(): Promise<string> {
      const sent = await sentSince(stage!.deployment, start, [stage!.operator.address]);
      return `${await roundStateOf(stage!.deployment, MODELS)}\n${JSON.stringify(sent)}`;
    }

    it("comes to the same end by the same command, and pays for nothing twice", async function () {
      this.timeout(DEEP ? 3_600_000 : 300_000);
      let requests = 0;
      const transactions: number[] = [];
      const quiet = await anew();
      proxy.fault = (calls) => {
        requests++;
        if (calls.some(({ method }) => method === "eth_sendRawTransaction")) transactions.push(requests);
        return "none";
      };
      const undisturbed = operate(quiet);
      expect(await undisturbed.ended, undisturbed.log()).to.equal(0);
      const expected = await outcome();
      expect(expected).to.contain('"seal":1,"addPage":1,"propose":1,"finalize":1,"settle":1,"flushBurned":1');

      const spread = Array.from({ length: POINTS }, (_, place) => 1 + Math.floor((place * requests) / POINTS));
      const around = DEEP ? transactions.flatMap((request) => [request, request + 1]) : transactions.slice(2, 3);
      let killed = 0;
      for (const [place, point] of [...new Set([...spread, ...around])].sort((a, b) => a - b).entries()) {
        const folder = await anew();
        const first = operate(folder);
        let count = 0;
        // Every other time the node hears of the request before the watch dies.
        proxy.fault = () => {
          if (++count !== point) return "none";
          first.process.kill("SIGKILL");
          return place % 2 === 0 ? "drop" : "lose";
        };
        const code = await first.ended;
        if (code === null) killed++;
        proxy.fault = () => "none";
        if (!atOnce) await otherTransactions();
        const again = operate(folder);
        expect(await again.ended, `after request ${point}: ${again.log()}`).to.equal(0);
        expect(await outcome(), `killed at request ${point} of ${requests}`).to.equal(expected);
      }
      expect(killed).to.be.at.least(POINTS);
      process.stdout.write(
        `      killed at ${killed} points of ${requests} requests${DEEP ? "" : "; DEEP=1 tries 40 and more"}\n`,
      );
    });

    /** Somebody else's transactions in the pool. */
    async function otherTransactions(): Promise<void> {
      const from = stage!.owners[0].address;
      for (const value of ["0x1", "0x2", "0x3"]) await rpc("eth_sendTransaction", [{ from, to: from, value }]);
    }
  });
}
