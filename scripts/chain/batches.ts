import { FetchRequest, Network } from "ethers";

import { chainIdOf, type Connection } from "./connection.js";
import { NodeProvider } from "./nodeProvider.js";

/** JSON-RPC calls in one request, and bytes: what providers take. */
const CALLS = 50;
const BYTES = 1 << 20;

/** A node, and how it is reached. */
export interface NodeAddress {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeout?: number;
}

/**
 * The same connection, whose reads of one moment travel together: a JSON-RPC batch takes as long as one call does. What signs and
 * sends stays as it is.
 *
 * @throws {StakespaceError} `NODE_UNREACHABLE` when no node answers.
 *
 * @example
 * import { loadDeployment, readingInBatches } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await readingInBatches(await hre.network.getOrCreate("localhost"), { url: "http://127.0.0.1:8545" });
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 */
export async function readingInBatches(connection: Connection, node: NodeAddress): Promise<Connection> {
  const request = new FetchRequest(node.url);
  for (const [name, value] of Object.entries(node.headers ?? {})) request.setHeader(name, value);
  if (node.timeout !== undefined) request.timeout = node.timeout;
  // Asked first: ethers asks a node that does not answer for ever.
  const chainId = await chainIdOf(connection);
  const provider = new NodeProvider(request, chainId, {
    staticNetwork: Network.from(chainId),
    batchMaxCount: CALLS,
    batchMaxSize: BYTES,
    // What was read a moment ago is read again where it may have changed.
    cacheTimeout: -1,
  });
  return {
    networkName: connection.networkName,
    networkConfig: connection.networkConfig,
    provider: connection.provider,
    ethers: {
      provider,
      getSigners: () => connection.ethers.getSigners(),
      getSigner: (address) => connection.ethers.getSigner(address),
    },
  };
}
