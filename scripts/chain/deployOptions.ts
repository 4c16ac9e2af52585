import type { ChainType, NetworkConnection } from "hardhat/types/network";

import type { TokenInfo } from "#lib";
import type { Parameters } from "#twin";
import type { DeploymentPlace } from "./deployments.js";
import type { Fork } from "./fork.js";
import type { Talk } from "./talk.js";

/** A connection through which Ignition deploys. */
export type HardhatConnection = NetworkConnection<ChainType>;

/** What a deployment can be told. Times in seconds, amounts in the token's smallest unit, fractions with 18 decimals. */
export interface DeployOptions {
  /** An existing ERC-20; without one a token is made that anyone may mint. */
  readonly token?: string | undefined;
  /** Default: the deployer. */
  readonly governor?: string | undefined;
  /** Default: the deployer. */
  readonly guardian?: string | undefined;
  /** Takes over the admin role from the deployer; required with `token`, and not the deployer. */
  readonly admin?: string | undefined;
  readonly governorDelay?: number | undefined;
  /** At least the governor's, which it is by default: an admin who acts sooner could take the governor's delay away. */
  readonly adminDelay?: number | undefined;
  /** Default: accounts 1, 2 and 3 of the node. */
  readonly reporters?: readonly string[] | undefined;
  /** How many reporters must sign. Default: more than half. */
  readonly quorum?: number | undefined;
  readonly sink?: string | undefined;
  /** Over the defaults of the mechanism for the token's decimals, which a function is given. */
  readonly parameters?: Partial<Parameters> | ((decimals: number) => Partial<Parameters>) | undefined;
  /** Where to keep the record, for `loadDeployment`. Without it nothing is kept between programs. */
  readonly place?: DeploymentPlace | undefined;
  /** Make another deployment although there is one; from then on its record takes the place of the old one's. */
  readonly reset?: boolean | undefined;
  /** Is shown everything before the first transaction; what it throws stops the deployment. */
  readonly confirm?: ((plan: DeployPlan) => Promise<void>) | undefined;
  /** Hears of each transaction as it is sent. */
  readonly talk?: Talk | undefined;
}

/** A role's holder, and how many seconds pass between what it schedules and what it does. */
export interface RoleHolder {
  readonly holder: string;
  readonly delay: number;
}

/** All that a deployment will be. */
export interface DeployPlan {
  readonly chainId: number;
  readonly network: string;
  readonly fork: Fork;
  readonly deployer: string;
  /** Its address is undefined where a test token is made. */
  readonly token: TokenInfo & { readonly address: string | undefined };
  readonly sink: string;
  readonly parameters: Parameters;
  readonly roles: Readonly<Record<"admin" | "governor" | "guardian", RoleHolder>>;
  readonly reporters: readonly string[];
  readonly quorum: number;
  /** About what all transactions use. */
  readonly gas: bigint;
  /** In wei of the chain's own coin, now. */
  readonly gasPrice: bigint;
  /** The deployer's, likewise. */
  readonly balance: bigint;
}
