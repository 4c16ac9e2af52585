import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";

import { HardhatError } from "@nomicfoundation/hardhat-errors";

import stakespaceModule from "../../ignition/modules/Stakespace.js";
import localModule from "../../ignition/modules/StakespaceLocal.js";
import { messageOf, StakespaceError } from "#lib";
import { chainIdOf, isInProcess, LOCAL_CHAIN_ID } from "./connection.js";
import type { Addresses } from "./addresses.js";
import type { DeployOptions, DeployPlan, HardhatConnection } from "./deployOptions.js";
import { planDeployment } from "./deployPlan.js";
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
import { SILENT, type Talk } from "./talk.js";
import { watchTransactions } from "./watchTransactions.js";

/**
 * Deploys, connects and hands over the whole of Stakespace, from account 0 of the node, through Ignition. Round 1 opens
 * in the block that makes `StakeSpace`.
 *
 * On a chain in this process nothing is written. Elsewhere Ignition keeps a journal, so that a deployment that was
 * interrupted goes on where it stopped.
 *
 * The record of a deployment that is there stays until the new one is complete: what fails changes nothing.
 *
 * @throws {StakespaceError} `ALREADY_DEPLOYED`, what {@link planDeployment} refuses, `DEPLOYMENT_FAILED`, or when no node
 * answers.
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
  const plan = await planDeployment(connection, options);
  await options.confirm?.(plan);
  const fromBlock = await connection.ethers.provider.getBlockNumber();
  const place = await workplace(connection, chainId, options);
  const deployed = await ignite(connection, plan, place, options.talk);

  const addresses: Addresses = {
    token: await deployed.token.getAddress(),
    manager: await deployed.manager.getAddress(),
    registry: await deployed.registry.getAddress(),
    oracle: await deployed.oracle.getAddress(),
    space: await deployed.space.getAddress(),
    lens: await deployed.lens.getAddress(),
  };
  const { symbol, decimals } = plan.token;
  const deployment = openDeployment(connection, {
    chainId,
    network: connection.networkName,
    fromBlock,
    addresses,
    token: { symbol, decimals },
    testToken: plan.token.address === undefined,
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
  plan: DeployPlan,
  place: DeploymentPlace | undefined,
  talk: Talk = SILENT,
) {
  const id = place?.deploymentId;
  const given = {
    // More would wait for ever on a node that makes a block only when there is a transaction.
    config: { requiredConfirmations: 1 },
    ...(id === undefined ? {} : { deploymentId: id }),
  };
  const parameters = moduleParameters(plan);
  const { address } = plan.token;
  const watched = watchTransactions(connection, address === undefined ? localModule : stakespaceModule, talk);
  try {
    return address === undefined
      ? await connection.ignition.deploy(localModule, { ...given, parameters: { StakespaceLocal: parameters } })
      : await connection.ignition.deploy(stakespaceModule, { ...given, parameters: { Stakespace: parameters } });
  } catch (error) {
    const { chainId } = plan;
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
  } finally {
    watched.stop();
  }
}

/** What went wrong, in one line. */
function reasonOf(error: unknown): string {
  if (!HardhatError.isHardhatError(error)) return messageOf(decodeError(error)).split("\n", 1)[0]!;
  const failures = [...error.formattedMessage.matchAll(/^ *\* (.*)$/gm)].map((match) => match[1]!);
  return failures.length === 0 ? error.formattedMessage.replace(/\s*\n\s*/g, " ") : failures.join("; ");
}

type ModuleParameters = Record<string, string | number | bigint | string[]>;

function moduleParameters({ token, roles, sink, reporters, quorum, parameters }: DeployPlan): ModuleParameters {
  return {
    ...parameters,
    governor: roles.governor.holder,
    governorDelay: roles.governor.delay,
    guardian: roles.guardian.holder,
    reporters: [...reporters],
    quorum,
    sink,
    ...(token.address === undefined
      ? {}
      : { token: token.address, admin: roles.admin.holder, adminDelay: roles.admin.delay }),
  };
}
