import { toQuantity } from "ethers";
import { network } from "hardhat";

import { decodeError, deployStakespace, GAS_PER_TRANSACTION, type Deployment } from "#chain";

/** Every run begins at the same moment of chain time. */
const GENESIS = new Date("2030-01-01T00:00:00Z");
/** The accounts Hardhat's own local node has. */
const MNEMONIC = "test test test test test test test test test test test junk";
/** Accounts that are not players: the operator, who deploys, and three reporters. */
const STAFF = 4;
/** Named outright, so that nothing has to be estimated. */
const GAS = toQuantity(GAS_PER_TRANSACTION);

/** A chain in this process with Stakespace on it. */
export interface LocalChain {
  readonly deployment: Deployment;
  /** Deploys, guards and governs, and sends the oracle's transactions. */
  readonly operator: string;
  readonly reporters: readonly string[];
  /** Addresses of the players. */
  readonly players: readonly string[];
  /** Sends a transaction and waits for its block. */
  readonly post: (from: string, to: string, data: string) => Promise<void>;
  close(): Promise<void>;
}

/** Starts a chain, deploys Stakespace with a test token and makes accounts for so many players. */
export async function startLocalChain(players: number, genesis = GENESIS): Promise<LocalChain> {
  const connection = await network.create({
    network: "default",
    override: { initialDate: genesis, accounts: { mnemonic: MNEMONIC, count: STAFF + players } },
  });
  const deployment = await deployStakespace(connection);
  const addresses = (await connection.ethers.getSigners()).map(({ address }) => address);
  return {
    deployment,
    operator: addresses[0]!,
    reporters: addresses.slice(1, STAFF),
    players: addresses.slice(STAFF),
    async post(from, to, data) {
      try {
        await connection.provider.request({ method: "eth_sendTransaction", params: [{ from, to, data, gas: GAS }] });
      } catch (error) {
        throw decodeError(error);
      }
    },
    close: () => connection.close(),
  };
}
