import type { Filter, Log } from "ethers";

import type { Deployment } from "./deployment.js";
import { logsInParts } from "./logsInParts.js";

/**
 * Logs of a deployment, in order, from its first block through one; read as {@link logsInParts} reads.
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
  const all: Log[] = [];
  for await (const { logs } of logsInParts(connection.ethers.provider, filter, first, through)) all.push(...logs);
  return all;
}
