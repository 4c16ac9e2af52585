import type { Filter, Log } from "ethers";

import type { Deployment } from "./deployment.js";

/** Blocks in the first query; the span grows while a node answers and shrinks when it refuses. */
const BLOCKS_AT_FIRST = 50_000;
const BLOCKS_AT_MOST = 5_000_000;

/**
 * Logs of a deployment, in order, from its first block through one: in spans of blocks as long as the node allows.
 *
 * @example
 * import { deployStakespace, readLogs } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const logs = await readLogs(deployment, { address: deployment.addresses.registry }, 0);
 * logs; // => []
 */
export async function readLogs(
  { connection, fromBlock: first }: Deployment,
  filter: Pick<Filter, "address" | "topics">,
  through: number,
): Promise<Log[]> {
  const logs: Log[] = [];
  let span = BLOCKS_AT_FIRST;
  for (let fromBlock = first; fromBlock <= through;) {
    const toBlock = Math.min(through, fromBlock + span - 1);
    try {
      logs.push(...(await connection.ethers.provider.getLogs({ ...filter, fromBlock, toBlock })));
    } catch (error) {
      if (fromBlock === toBlock) throw error;
      span = Math.max(1, (toBlock - fromBlock + 1) >> 1);
      continue;
    }
    fromBlock = toBlock + 1;
    span = Math.min(BLOCKS_AT_MOST, 2 * span);
  }
  return logs;
}
