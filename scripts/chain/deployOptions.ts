import type { ChainType, NetworkConnection } from "hardhat/types/network";

import type { Parameters } from "#twin";
import type { DeploymentPlace } from "./deployments.js";

/** A connection through which Ignition deploys. */
export type HardhatConnection = NetworkConnection<ChainType>;

/** What a deployment can be told. Times in seconds, amounts in token wei, fractions with 18 decimals. */
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
  readonly adminDelay?: number | undefined;
  /** Default: accounts 1, 2 and 3 of the node. */
  readonly reporters?: readonly string[] | undefined;
  /** How many reporters must sign. Default: more than half. */
  readonly quorum?: number | undefined;
  readonly sink?: string | undefined;
  /** Over the defaults of the mechanism. */
  readonly parameters?: Partial<Parameters> | undefined;
  /** Where to keep the record, for `loadDeployment`. Without it nothing is kept between programs. */
  readonly place?: DeploymentPlace | undefined;
  /** Make another deployment although there is one; from then on its record takes the place of the old one's. */
  readonly reset?: boolean | undefined;
  /** Show Ignition's progress. */
  readonly displayUi?: boolean | undefined;
}
