import type { Provider, Signer } from "ethers";

import { messageOf, StakespaceError } from "#lib";

/** Somebody a node, or a key at hand, signs for. */
export type Account = Signer & { readonly address: string };

/**
 * A connection to a chain: what Hardhat's `network.create()` gives, or {@link connectTo} for programs that have no Hardhat.
 */
export interface Connection {
  readonly networkName: string;
  /** `edr-simulated` for a chain that lives in this process. */
  readonly networkConfig: { readonly type: string };
  /** JSON-RPC. */
  readonly provider: { request(call: { method: string; params?: unknown[] }): Promise<unknown> };
  readonly ethers: {
    readonly provider: Provider;
    getSigners(): Promise<Account[]>;
    getSigner(address: string): Promise<Account>;
  };
}

/** The chain id of local nodes, whose state ends with them. */
export const LOCAL_CHAIN_ID = 31_337;

/**
 * Whether the chain lives in this process and ends with it.
 *
 * @example
 * import { isInProcess } from "#chain";
 * import { network } from "hardhat";
 *
 * isInProcess(await network.create()); // => true
 */
export function isInProcess(connection: Connection): boolean {
  return connection.networkConfig.type === "edr-simulated";
}

/**
 * The chain id the node answers with.
 *
 * @throws {StakespaceError} `NODE_UNREACHABLE` when no node answers.
 *
 * @example
 * import { chainIdOf } from "#chain";
 * import { network } from "hardhat";
 *
 * await chainIdOf(await network.create()); // => 31337
 */
export async function chainIdOf(connection: Connection): Promise<number> {
  try {
    return Number(await connection.provider.request({ method: "eth_chainId" }));
  } catch (error) {
    throw new StakespaceError(`No node answers for the network "${connection.networkName}": ${firstLine(error)}`, {
      code: "NODE_UNREACHABLE",
      cause: error,
    });
  }
}

/**
 * The signer to send from.
 *
 * @param who The place of an account on the node, from 0, or its address.
 * @throws {StakespaceError} `UNKNOWN_ACCOUNT` when the node does not sign for it.
 *
 * @example
 * import { signerFor } from "#chain";
 * import { network } from "hardhat";
 *
 * const connection = await network.create();
 * const owner = await signerFor(connection, "5");
 */
export async function signerFor(connection: Connection, who = "0"): Promise<Account> {
  const signers = await connection.ethers.getSigners();
  const found = /^\d{1,4}$/.test(who)
    ? signers[Number(who)]
    : signers.find((signer) => signer.address.toLowerCase() === who.toLowerCase());
  if (found !== undefined) return found;
  throw new StakespaceError(
    `"${who}" is not one of the ${signers.length} accounts that the network "${connection.networkName}" signs for.`,
    { code: "UNKNOWN_ACCOUNT", facts: { accounts: signers.length } },
  );
}

function firstLine(error: unknown): string {
  // Hardhat's own errors have their number before the message.
  const { formattedMessage } = Object(error) as { formattedMessage?: unknown };
  const message = typeof formattedMessage === "string" ? formattedMessage : messageOf(error);
  return message.split("\n", 1)[0]!;
}
