import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";

import { HardhatError } from "@nomicfoundation/hardhat-errors";

import { ADMIN_ROLE } from "../../ignition/roles.js";
import stakespaceModule from "../../ignition/modules/Stakespace.js";
import localModule from "../../ignition/modules/StakespaceLocal.js";
import { messageOf, StakespaceError } from "#lib";
import { chainIdOf, isInProcess, LOCAL_CHAIN_ID } from "./connection.js";
import type { Addresses } from "./addresses.js";
import { contractsAt } from "./contracts.js";
import { checkDeployment } from "./deployChecks.js";
import type { DeployOptions, HardhatConnection } from "./deployOptions.js";
import {
  deploymentFolder,
  deploymentIdOf,
  findRecord,
  isDeployed,
  saveDeployment,
  type DeploymentPlace,
} from "./deployments.js";
import { decodeError } from "./errors.js";
import { openDeployment, type Deployment } from "./deployment.js";

/**
 * Deploys, connects and hands over the whole of Stakespace, from account 0 of the node, through Ignition. Round 1 opens
 * in the block that makes `StakeSpace`.
 *
 * On a chain in this process nothing is written. Elsewhere Ignition keeps a journal, so that a deployment that was
 * interrupted goes on where it stopped.
 *
 * The record of a deployment that is there stays until the new one is complete: what fails changes nothing.
 *
 * @throws {StakespaceError} `ALREADY_DEPLOYED`, `ADMIN_NEEDED`, `REPORTERS_NEEDED`, what {@link checkDeployment} refuses,
 * `DEPLOYMENT_FAILED`, or when no node answers.
 *
 * @example
 * import { deployStakespace } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * deployment.token.symbol; // => "STAKE"
 */
export async function deployStakespace(
  connection: HardhatConnection,
  options: DeployOptions = {},
): Promise<Deployment> {
  const chainId = await chainIdOf(connection);
  await requireNone(connection, chainId, options);
  const parameters = await moduleParameters(connection, options);
  const fromBlock = await connection.ethers.provider.getBlockNumber();
  const place = await workplace(connection, chainId, options);
  const deployed = await ignite(connection, chainId, options, place, parameters);

  const addresses: Addresses = {
    token: await deployed.token.getAddress(),
    manager: await deployed.manager.getAddress(),
    registry: await deployed.registry.getAddress(),
    oracle: await deployed.oracle.getAddress(),
    space: await deployed.space.getAddress(),
    lens: await deployed.lens.getAddress(),
  };
  const { token } = contractsAt(addresses, connection.ethers.provider);
  const deployment = openDeployment(connection, {
    chainId,
    network: connection.networkName,
    fromBlock,
    addresses,
    token: { symbol: await token.symbol(), decimals: Number(await token.decimals()) },
    testToken: options.token === undefined,
  });
  if (place !== undefined) await saveDeployment(deployment, place);
  if (place !== undefined && place !== options.place) await takePlace(place, options.place!, chainId);
  return deployment;
}

/** Refuses to deploy twice. */
async function requireNone(
  connection: HardhatConnection,
  chainId: number,
  { place, reset }: DeployOptions,
): Promise<void> {
  if (place === undefined || reset === true) return;
  const record = await findRecord(connection, chainId, place);
  if (record?.chainId !== chainId || !(await isDeployed(connection, record))) return;
  throw new StakespaceError(`Stakespace is already on chain ${chainId}, at ${record.addresses.space}.`, {
    code: "ALREADY_DEPLOYED",
  });
}

/**
 * Where Ignition keeps the journal while it works. What may take the place of another record is made beside it. Without that,
 * a journal without a record is a deployment that was interrupted, which Ignition resumes.
 */
async function workplace(
  connection: HardhatConnection,
  chainId: number,
  { place, reset }: DeployOptions,
): Promise<DeploymentPlace | undefined> {
  if (place === undefined || isInProcess(connection) || (reset !== true && chainId !== LOCAL_CHAIN_ID)) return place;
  const beside = { ...place, deploymentId: `${deploymentIdOf(place, chainId)}-new` };
  // A local chain may have been started again since; on another the journal of an interrupted reset is still true.
  if (chainId === LOCAL_CHAIN_ID) await rm(deploymentFolder(beside, chainId), { recursive: true, force: true });
  return beside;
}

/** Puts a deployment that is complete where commands look for it. */
async function takePlace(from: DeploymentPlace, to: DeploymentPlace, chainId: number): Promise<void> {
  const [made, kept] = [deploymentFolder(from, chainId), deploymentFolder(to, chainId)];
  const old = `${kept}-old`;
  await rm(old, { recursive: true, force: true });
  if (existsSync(kept)) await rename(kept, old);
  await rename(made, kept);
  await rm(old, { recursive: true, force: true });
}

/** Lets Ignition deploy; a failure comes as one line. */
async function ignite(
  connection: HardhatConnection,
  chainId: number,
  options: DeployOptions,
  place: DeploymentPlace | undefined,
  parameters: ModuleParameters,
) {
  const id = place?.deploymentId;
  const given = { displayUi: options.displayUi ?? false, ...(id === undefined ? {} : { deploymentId: id }) };
  try {
    return options.token === undefined
      ? await connection.ignition.deploy(localModule, { ...given, parameters: { StakespaceLocal: parameters } })
      : await connection.ignition.deploy(stakespaceModule, { ...given, parameters: { Stakespace: parameters } });
  } catch (error) {
    const journal = place === undefined || isInProcess(connection) ? undefined : deploymentFolder(place, chainId);
    const resumable = journal !== undefined && chainId !== LOCAL_CHAIN_ID;
    if (journal !== undefined && !resumable) await rm(journal, { recursive: true, force: true });
    throw new StakespaceError(`The deployment failed: ${reasonOf(error)}`, {
      code: "DEPLOYMENT_FAILED",
      hint: resumable
        ? `Run the same command again to go on where it stopped; remove ${journal} to begin anew.`
        : "Nothing was recorded: commands find what they found before.",
      cause: error,
    });
  }
}

/** What went wrong, in one line. */
function reasonOf(error: unknown): string {
  if (!HardhatError.isHardhatError(error)) return messageOf(decodeError(error)).split("\n", 1)[0]!;
  const failures = [...error.formattedMessage.matchAll(/^ *\* (.*)$/gm)].map((match) => match[1]!);
  return failures.length === 0 ? error.formattedMessage.replace(/\s*\n\s*/g, " ") : failures.join("; ");
}

type ModuleParameters = Record<string, string | number | bigint | string[]>;

async function moduleParameters(connection: HardhatConnection, options: DeployOptions): Promise<ModuleParameters> {
  const accounts = (await connection.ethers.getSigners()).map((signer) => signer.address);
  const deployer = accounts[0];
  if (deployer === undefined) {
    throw new StakespaceError(`The network "${connection.networkName}" signs for no account to deploy from.`, {
      code: "UNKNOWN_ACCOUNT",
      hint: "Configure accounts for it in hardhat.config.ts; keys belong in the keystore.",
    });
  }
  const reporters = options.reporters ?? accounts.slice(1, 4);
  if (options.reporters === undefined && reporters.length < 3) {
    throw new StakespaceError(
      `The network "${connection.networkName}" has ${accounts.length} accounts, too few for reporters.`,
      {
        code: "REPORTERS_NEEDED",
      },
    );
  }
  const governor = options.governor ?? deployer;
  const guardian = options.guardian ?? deployer;
  const quorum = options.quorum ?? Math.floor(reporters.length / 2) + 1;
  await checkDeployment(connection, { ...options, governor, guardian, reporters, quorum });
  const given: Record<string, string | number | bigint | string[] | undefined> = {
    ...options.parameters,
    governor,
    guardian,
    governorDelay: options.governorDelay,
    reporters: [...reporters],
    quorum,
    sink: options.sink,
    ...(options.token === undefined ? {} : handover(deployer, options.token, options)),
  };
  return Object.fromEntries(
    Object.entries(given).filter(
      (entry): entry is [string, string | number | bigint | string[]] => entry[1] !== undefined,
    ),
  );
}

function handover(
  deployer: string,
  token: string,
  options: DeployOptions,
): Record<string, string | number | undefined> {
  const { admin, adminDelay } = options;
  if (admin === undefined || admin.toLowerCase() === deployer.toLowerCase()) {
    throw new StakespaceError(
      `On a real token the deployer ${deployer} gives role ${ADMIN_ROLE}, the admin's, to somebody else; ${admin === undefined ? "nobody" : "the deployer itself"} was named.`,
      { code: "ADMIN_NEEDED" },
    );
  }
  return { token, admin, adminDelay };
}
