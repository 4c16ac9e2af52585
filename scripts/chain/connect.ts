import { getAddress, type JsonRpcApiProvider, JsonRpcSigner } from "ethers";

import { StakespaceError } from "#lib";
import { addressesOn } from "./addresses.js";
import { type Account, chainIdOf, type Connection, LOCAL_CHAIN_ID } from "./connection.js";
import type { Addresses } from "./addresses.js";
import { contractsAt } from "./contracts.js";
import { type Deployment, openDeployment } from "./deployment.js";

/**
 * A connection over an ethers provider, for programs that have no Hardhat.
 *
 * @param keys Who can sign instead of the accounts of the node.
 *
 * @example
 * import { JsonRpcProvider, Wallet } from "ethers";
 * import { connectTo } from "#chain";
 *
 * const provider = new JsonRpcProvider("http://127.0.0.1:8545");
 * const connection = connectTo(provider, "localhost", [Wallet.createRandom().connect(provider)]);
 */
export function connectTo(
  provider: JsonRpcApiProvider,
  networkName: string,
  keys: readonly Account[] = [],
): Connection {
  const accounts = async (): Promise<Account[]> => {
    if (keys.length > 0) return [...keys];
    const addresses = (await provider.send("eth_accounts", [])) as string[];
    // The provider would ask for them again, one by one.
    return addresses.map((address) => new JsonRpcSigner(provider, getAddress(address)));
  };
  return {
    networkName,
    networkConfig: { type: "http" },
    provider: {
      request: ({ method, params }) => provider.send(method, params ?? []) as Promise<unknown>,
    },
    ethers: {
      provider,
      getSigners: accounts,
      getSigner: async (address) =>
        keys.find((key) => key.address.toLowerCase() === address.toLowerCase()) ?? provider.getSigner(address),
    },
  };
}

/**
 * The deployment on a provider's chain: what everything else takes.
 *
 * @example
 * import { JsonRpcProvider } from "ethers";
 * import { connect, readRoundView } from "#chain";
 *
 * const deployment = await connect(new JsonRpcProvider("http://127.0.0.1:8545"));
 * const { round, phase } = await readRoundView(deployment);
 * @param addresses Where it is, if it is not one that `stakespace/addresses` knows.
 * @throws {StakespaceError} `NODE_UNREACHABLE`, `NO_DEPLOYMENT` where no address is known, or `DEPLOYMENT_GONE` where there is
 * no contract.
 */
export async function connect(provider: JsonRpcApiProvider, addresses?: Addresses): Promise<Deployment> {
  const connection = connectTo(provider, "");
  const chainId = await chainIdOf(connection);
  return openAt(connection, chainId, addresses ?? addressesOn(chainId));
}

/**
 * The deployment at these addresses, with what its token says of itself.
 *
 * @throws {StakespaceError} `DEPLOYMENT_GONE` where there is no contract.
 *
 * @example
 * import { JsonRpcProvider } from "ethers";
 * import { addressesOn, connectTo, openAt } from "#chain";
 *
 * const connection = connectTo(new JsonRpcProvider("http://127.0.0.1:8545"), "localhost");
 * const deployment = await openAt(connection, 31337, addressesOn(31337));
 */
export async function openAt(connection: Connection, chainId: number, addresses: Addresses): Promise<Deployment> {
  const { provider } = connection.ethers;
  const { token } = contractsAt(addresses, provider);
  const asked = Promise.all([token.symbol(), token.decimals()]);
  // Where there is nothing, what the token says is of no interest.
  asked.catch(() => undefined);
  if ((await provider.getCode(addresses.space)) === "0x") {
    throw new StakespaceError(`Chain ${chainId} has no contract at ${addresses.space}, where Stakespace should be.`, {
      code: "DEPLOYMENT_GONE",
    });
  }
  const [symbol, decimals] = await asked;
  return openDeployment(connection, {
    chainId,
    network: connection.networkName,
    fromBlock: 0,
    addresses,
    token: { symbol, decimals: Number(decimals) },
    testToken: chainId === LOCAL_CHAIN_ID,
  });
}
