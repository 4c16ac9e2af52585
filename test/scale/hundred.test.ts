import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { JsonRpcProvider, Network } from "ethers";

import { connectTo, openDeployment, readMoment } from "../../scripts/chain/index.js";
import { openHistory } from "../../scripts/history/index.js";
import { DEFAULT_ORACLE_CONFIG } from "../../scripts/oracle/index.js";
import { readChainInputs } from "../../scripts/oracle/inputs.js";
import { json, succeed } from "../cli/tasks/runner.js";
import { reportRound, sealRound, setTable, type Table } from "../cli/tasks/tournament.js";
import { countingNode, type CountingNode } from "./countingNode.js";

/** DEEP=1 goes to the hundredth round. */
const LAST = process.env["DEEP"] === "1" ? 100 : 20;

describe("reading the chain for a round", () => {
  let table: Table;
  let node: CountingNode;
  let folder: string;

  before(async () => {
    table = await setTable();
    await succeed(table.hre, "bid", { model: "1", tick: "50", amount: "50" });
    node = await countingNode(table.connection.provider, 0);
    folder = mkdtempSync(join(tmpdir(), "hundred-"));
  });
  after(async () => {
    await node.close();
    rmSync(folder, { recursive: true });
  });

  /** What a program asks for that begins with a folder of history and ends with a round's inputs. */
  async function costOfRound(): Promise<{ calls: Record<string, number>; logs: number; record: number }> {
    const snapshot = await table.connection.provider.request({ method: "evm_snapshot" });
    await sealRound(table);
    const { locksAt } = await table.deployment.contracts.space.roundStatus();
    await table.connection.networkHelpers.time.increaseTo(locksAt);
    const network = Network.from(31_337);
    const provider = new JsonRpcProvider(node.url, network, { staticNetwork: network });
    node.reset();
    const deployment = openDeployment(connectTo(provider, "localhost"), table.deployment);
    const history = await openHistory(deployment, { folder: join(folder, "history") });
    const moment = await readMoment(deployment);
    const inputs = await readChainInputs({ deployment, history, config: DEFAULT_ORACLE_CONFIG }, moment);
    provider.destroy();
    await table.connection.provider.request({ method: "evm_revert", params: [snapshot] });
    return { calls: { ...node.calls }, logs: node.logs, record: inputs.models[0]!.record.rounds };
  }

  it(`costs in round ${LAST} what it did in the second`, async () => {
    const costs = new Map<number, Awaited<ReturnType<typeof costOfRound>>>();
    for (let round = 1; round <= LAST; round++) {
      if ([2, LAST].includes(round)) costs.set(round, await costOfRound());
      await reportRound(table);
      await succeed(table.hre, "settle");
      await json(table.hre, "history update", { history: join(folder, "history") });
    }
    const [second, last] = [costs.get(2)!, costs.get(LAST)!];
    expect(last.calls).to.deep.equal(second.calls);
    expect(last.logs).to.equal(second.logs).and.to.be.at.most(4);
    expect(Object.values(last.calls).reduce((sum, count) => sum + count)).to.be.below(40);
  });
});
