import { StakespaceError } from "#lib";
import { LOCAL_CHAIN_ID } from "./connection.js";

/** Where each contract of a deployment is. */
export interface Addresses {
  readonly token: string;
  readonly manager: string;
  readonly registry: string;
  readonly oracle: string;
  readonly space: string;
  readonly lens: string;
}

/**
 * Where Stakespace is, by chain id. On a local node that is where `npx hardhat deploy` puts it when it comes first,
 * which follows from the deployer's address and the number of each transaction.
 */
export const ADDRESSES: Readonly<Record<number, Addresses>> = {
  [LOCAL_CHAIN_ID]: {
    token: "0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0",
    manager: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
    registry: "0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9",
    oracle: "0xDc64a140Aa3E981100a9becA4E685f962f0cF6C9",
    space: "0x610178dA211FEF7D417bC0e6FeD39F05609AD788",
    lens: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512",
  },
};

/**
 * Where Stakespace is on a chain.
 *
 * @example
 * import { addressesOn } from "#chain";
 *
 * addressesOn(31337).space; // => "0x610178dA211FEF7D417bC0e6FeD39F05609AD788"
 *
 * @throws {StakespaceError} `NO_DEPLOYMENT` where nobody knows of one.
 */
export function addressesOn(chainId: number): Addresses {
  const known = ADDRESSES[chainId];
  if (known !== undefined) return known;
  throw new StakespaceError(`No deployment of Stakespace is known on chain ${chainId}.`, {
    code: "NO_DEPLOYMENT",
    hint: `Name the addresses yourself. Known are the chains ${Object.keys(ADDRESSES).join(", ")}.`,
  });
}
