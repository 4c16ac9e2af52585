import type { ContractRunner } from "ethers";

import type { TokenInfo } from "#lib";
import type { Connection } from "./connection.js";
import type { Addresses } from "./addresses.js";
import { contractsAt, type Contracts } from "./contracts.js";

/** What is kept of a deployment between programs. */
export interface DeploymentRecord {
  readonly chainId: number;
  /** The name of the network it was made on. */
  readonly network: string;
  /** A block before the first contract: events are read from here on. */
  readonly fromBlock: number;
  readonly addresses: Addresses;
  readonly token: TokenInfo;
  /** Whether the token was made for tests, so that anyone may mint it. */
  readonly testToken: boolean;
}

/** A deployment one can talk to. */
export interface Deployment extends DeploymentRecord {
  readonly connection: Connection;
  /** Read only; for sending see {@link as}. */
  readonly contracts: Contracts;
  /** The contracts, called by `runner`. */
  as(runner: ContractRunner): Contracts;
}

/**
 * Binds a record to a connection.
 *
 * @example
 * import { deployStakespace, openDeployment } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { chainId, network: name, fromBlock, addresses, token, testToken } = deployment;
 * const again = openDeployment(deployment.connection, { chainId, network: name, fromBlock, addresses, token, testToken });
 */
export function openDeployment(connection: Connection, record: DeploymentRecord): Deployment {
  return {
    ...record,
    connection,
    contracts: contractsAt(record.addresses, connection.ethers.provider),
    as: (runner) => contractsAt(record.addresses, runner),
  };
}

/**
 * A deployment's name in paths: what is kept of two deployments never lies together.
 *
 * @example
 * import { deploymentName, loadDeployment } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * deploymentName(await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition })); // chain-31337-0x…
 */
export function deploymentName({ chainId, addresses }: Pick<Deployment, "chainId" | "addresses">): string {
  return `chain-${chainId}-${addresses.space}`;
}
