import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { isAddress } from "ethers";
import { z } from "zod";

import { StakespaceError, toJson } from "#lib";
import type { Addresses } from "./addresses.js";
import { chainIdOf, isInProcess, type Connection } from "./connection.js";
import { openDeployment, type DeploymentRecord, type Deployment } from "./deployment.js";

const FILE = "stakespace.json";

const address = z.string().refine(isAddress, "not an address");

/**
 * What a file says of the addresses.
 *
 * @param address Checks each.
 *
 * @example
 * import { addressesSchema } from "#chain";
 * import { z } from "zod";
 *
 * addressesSchema(z.string()).safeParse({}).success; // => false
 */
export function addressesSchema<Address extends z.ZodType<string>>(address: Address) {
  return z.strictObject({
    token: address,
    manager: address,
    registry: address,
    oracle: address,
    space: address,
    lens: address,
  } satisfies Record<keyof Addresses, Address>);
}

const recordSchema = z.strictObject({
  chainId: z.number().int().positive(),
  network: z.string(),
  fromBlock: z.number().int().nonnegative(),
  addresses: addressesSchema(address),
  token: z.strictObject({ symbol: z.string(), decimals: z.number().int().min(0).max(255) }),
  testToken: z.boolean(),
}) satisfies z.ZodType<DeploymentRecord>;

/** A chain inside this process ends with it, so its deployment is kept beside it and not in a file. */
const inProcess = new WeakMap<Connection, DeploymentRecord>();

/** Which deployment is meant. */
export interface DeploymentPlace {
  /** The Ignition folder: `hre.config.paths.ignition`. */
  readonly ignitionDir: string;
  /** The name of its folder; `chain-<chain id>` unless given. */
  readonly deploymentId?: string | undefined;
}

/**
 * The name of a deployment's folder.
 *
 * @example
 * import { deploymentIdOf } from "#chain";
 *
 * deploymentIdOf({ ignitionDir: "ignition" }, 31_337); // => "chain-31337"
 */
export function deploymentIdOf(place: DeploymentPlace, chainId: number): string {
  return place.deploymentId ?? `chain-${chainId}`;
}

/**
 * The folder of a deployment: Ignition's journal and `stakespace.json`.
 *
 * @example
 * import { deploymentFolder } from "#chain";
 *
 * deploymentFolder({ ignitionDir: "ignition", deploymentId: "trial" }, 31_337); // => "ignition/deployments/trial"
 */
export function deploymentFolder(place: DeploymentPlace, chainId: number): string {
  return join(place.ignitionDir, "deployments", deploymentIdOf(place, chainId));
}

/**
 * Keeps a deployment for {@link loadDeployment}: in `stakespace.json`, or in memory for a chain inside this process.
 *
 * @example
 * import { deployStakespace, saveDeployment } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * await saveDeployment(deployment, { ignitionDir: "ignition" });
 */
export async function saveDeployment(deployment: Deployment, place: DeploymentPlace): Promise<void> {
  const { chainId, network, fromBlock, addresses, token, testToken } = deployment;
  const record: DeploymentRecord = { chainId, network, fromBlock, addresses, token, testToken };
  if (isInProcess(deployment.connection)) {
    inProcess.set(deployment.connection, record);
    return;
  }
  const file = join(deploymentFolder(place, chainId), FILE);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${toJson(record)}\n`);
}

/**
 * The record of a deployment, or undefined when there is none.
 *
 * @throws {StakespaceError} `DEPLOYMENT_UNREADABLE` when the file is not one that {@link saveDeployment} wrote.
 *
 * @example
 * import { findRecord } from "#chain";
 * import { network } from "hardhat";
 *
 * const record = await findRecord(await network.create(), 31_337, { ignitionDir: "ignition" });
 * record; // => undefined
 */
export async function findRecord(
  connection: Connection,
  chainId: number,
  place: DeploymentPlace,
): Promise<DeploymentRecord | undefined> {
  if (isInProcess(connection)) return inProcess.get(connection);
  const file = join(deploymentFolder(place, chainId), FILE);
  if (!existsSync(file)) return undefined;
  try {
    return recordSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    throw new StakespaceError(`${file} is not the record of a deployment.`, {
      code: "DEPLOYMENT_UNREADABLE",
      cause: error,
    });
  }
}

/**
 * Whether the contracts of a record are on the chain. A local node that was started again has forgotten them.
 *
 * @example
 * import { deployStakespace, isDeployed } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * await isDeployed(deployment.connection, deployment); // => true
 */
export async function isDeployed(connection: Connection, record: DeploymentRecord): Promise<boolean> {
  return (await connection.ethers.provider.getCode(record.addresses.space)) !== "0x";
}

/**
 * The deployment on the connected chain.
 *
 * @throws {StakespaceError} `NODE_UNREACHABLE` when no node answers, `NO_DEPLOYMENT` when there is no record,
 * `WRONG_CHAIN` when the record is of another chain, `DEPLOYMENT_GONE` when the chain does not have its contracts.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 */
export async function loadDeployment(connection: Connection, place: DeploymentPlace): Promise<Deployment> {
  const chainId = await chainIdOf(connection);
  const record = await findRecord(connection, chainId, place);
  if (record === undefined) throw await noDeployment(connection, chainId, place);
  if (record.chainId !== chainId) {
    throw new StakespaceError(
      `Wrong chain: the deployment "${place.deploymentId ?? record.network}" is on chain ${record.chainId}, ` +
        `the network "${connection.networkName}" is chain ${chainId}.`,
      {
        code: "WRONG_CHAIN",
        facts: { chainId: record.chainId },
      },
    );
  }
  if (!(await isDeployed(connection, record))) {
    throw new StakespaceError(
      `Chain ${chainId} has no contract at ${record.addresses.space}, where Stakespace was deployed.`,
      { code: "DEPLOYMENT_GONE" },
    );
  }
  return openDeployment(connection, record);
}

async function noDeployment(connection: Connection, chainId: number, place: DeploymentPlace): Promise<StakespaceError> {
  const what = `Stakespace is not deployed on chain ${chainId} (network "${connection.networkName}").`;
  const inProcess = isInProcess(connection);
  const others = inProcess ? [] : await deploymentIds(place.ignitionDir);
  return new StakespaceError(what, { code: "NO_DEPLOYMENT", facts: { inProcess, others } });
}

async function deploymentIds(ignitionDir: string): Promise<string[]> {
  const folder = join(ignitionDir, "deployments");
  if (!existsSync(folder)) return [];
  const ids = await readdir(folder);
  return ids.filter((id) => existsSync(join(folder, id, FILE))).sort();
}
