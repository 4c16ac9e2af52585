import type { Address, Client } from "viem";
import { getChainId, getCode, readContract } from "viem/actions";

import { testTokenAbi } from "#abi";
import { StakespaceError, type TokenInfo } from "#lib";
import { type Addresses, addressesOn } from "../addresses.js";

/** A client of viem's, of any chain or none. */
export type AnyClient = Client;

/** A deployment one can talk to through viem. */
export interface ViemDeployment {
  readonly client: AnyClient;
  readonly chainId: number;
  readonly addresses: { readonly [Name in keyof Addresses]: Address };
  readonly token: TokenInfo;
}

/**
 * The deployment on a client's chain: what everything else takes.
 *
 * @example
 * import { createPublicClient, http } from "viem";
 * import { connect, readRoundView } from "stakespace/viem";
 * const deployment = await connect(createPublicClient({ transport: http("http://127.0.0.1:8545") }));
 * const { round, phase } = await readRoundView(deployment);
 * @param addresses Where it is, if it is not one that `stakespace/addresses` knows.
 * @throws {StakespaceError} `NO_DEPLOYMENT` where no address is known, `DEPLOYMENT_GONE` where there is no contract.
 */
export async function connect(client: AnyClient, addresses?: Addresses): Promise<ViemDeployment> {
  const chainId = await getChainId(client);
  const places = (addresses ?? addressesOn(chainId)) as ViemDeployment["addresses"];
  if ((await getCode(client, { address: places.space })) === undefined) {
    throw new StakespaceError(`Chain ${chainId} has no contract at ${places.space}, where Stakespace should be.`, {
      code: "DEPLOYMENT_GONE",
    });
  }
  const token = { address: places.token, abi: testTokenAbi } as const;
  const [symbol, decimals] = await Promise.all([
    readContract(client, { ...token, functionName: "symbol" }),
    readContract(client, { ...token, functionName: "decimals" }),
  ]);
  return { client, chainId, addresses: places, token: { symbol, decimals } };
}
