import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { MaxUint256, toQuantity } from "ethers";
import { network } from "hardhat";

import { deployStakespace, type Deployment, GAS_PER_TRANSACTION } from "../../scripts/chain/index.js";
import { Random } from "../../scripts/lib/random.js";
import { toJson } from "../../scripts/lib/json.js";
import { SyntheticMarket } from "../../scripts/tournament/syntheticMarket.js";
import { WAD } from "../../scripts/twin/units.js";
import { jsonApart } from "../cli/tasks/commandProcess.js";
import type { Arguments } from "../cli/tasks/runner.js";
import { countingNode, type CountingNode } from "./countingNode.js";

/** How large a tournament is. */
export interface Scale {
  readonly models: number;
  /** Models with a bid, the first ones. */
  readonly staked: number;
  readonly stocks: number;
  /** Milliseconds that every request takes longer. */
  readonly delay: number;
}

/** A tournament of a size in the middle of a round, behind a node that is far away. */
export interface ScaleWorld {
  readonly deployment: Deployment;
  readonly node: CountingNode;
  /** Runs a command, whose local node is {@link node}, and gives the object it prints. */
  command(name: string, given: Arguments): Promise<Record<string, unknown>>;
  readonly folder: string;
  /** Writes the next round's folder. */
  writeRound(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Bids and blocks hold so many at a time. */
const BIDS = 50;
const PER_BLOCK = 100;

export async function scaleWorld({ models, staked, stocks, delay }: Scale): Promise<ScaleWorld> {
  const connection = await network.create({ network: "default", override: { blockGasLimit: 2_000_000_000n } });
  const deployment = await deployStakespace(connection);
  const signers = await connection.ethers.getSigners();
  const owner = signers[5]!;
  const { addresses } = deployment;
  const { token, space, registry } = deployment.as(owner);
  await token.mint(owner.address, 1_000_000n * WAD);
  await token.approve(addresses.space, MaxUint256);
  await token.approve(addresses.registry, MaxUint256);
  await space.fundTreasury(50_000n * WAD);

  const names = Array.from({ length: models }, (_, index) => `m${String(index + 1).padStart(5, "0")}`);
  const registering = names.map((name) => registry.interface.encodeFunctionData("register", [name, "", MaxUint256]));
  await post(addresses.registry, registering);
  const bids = Array.from({ length: staked }, (_, index) =>
    space.interface.encodeFunctionData("bid", [index + 1, 40, 20n * WAD, owner.address]),
  );
  const batches = Array.from({ length: Math.ceil(staked / BIDS) }, (_, at) =>
    space.interface.encodeFunctionData("multicall", [bids.slice(at * BIDS, (at + 1) * BIDS)]),
  );
  await post(addresses.space, batches);

  async function post(to: string, all: readonly string[]): Promise<void> {
    const { provider } = connection;
    await provider.request({ method: "evm_setAutomine", params: [false] });
    for (let first = 0; first < all.length; first += PER_BLOCK) {
      for (const data of all.slice(first, first + PER_BLOCK)) {
        const transaction = { from: owner.address, to, data, gas: toQuantity(GAS_PER_TRANSACTION) };
        await provider.request({ method: "eth_sendTransaction", params: [transaction] });
      }
      await provider.request({ method: "evm_mine" });
    }
    await provider.request({ method: "evm_setAutomine", params: [true] });
  }

  const folder = mkdtempSync(join(tmpdir(), "scale-"));
  const node = await countingNode(connection.provider, delay);
  const { chainId, fromBlock, testToken } = deployment;
  const record = { chainId, network: "localhost", fromBlock, addresses, token: deployment.token, testToken };
  const place = join(folder, "ignition", "deployments", `chain-${chainId}`);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "stakespace.json"), toJson(record));
  const specs = names.map((name) => ({ name, account: "", family: "blend" as const, stake: 0n }));
  const market = new SyntheticMarket(new Random("scale"), specs, stocks);
  return {
    deployment,
    node,
    folder,
    command: (name, given) => jsonApart({ url: node.url, ignition: join(folder, "ignition") }, name, given),
    async writeRound(name) {
      const round = join(folder, name);
      await market.writeRound(round);
      return round;
    },
    async close() {
      await node.close();
      await connection.close();
      rmSync(folder, { recursive: true });
    },
  };
}
