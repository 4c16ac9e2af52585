import { rm } from "node:fs/promises";

import { ADMIN_ROLE } from "../../ignition/roles.js";
import stakespaceModule from "../../ignition/modules/Stakespace.js";
import localModule from "../../ignition/modules/StakespaceLocal.js";
import type { Parameters } from "../core/parameters.js";
import { StakespaceError } from "../lib/errors.js";
import { chainIdOf, isInProcess, type Connection } from "./connection.js";
import { contractsAt, type Addresses } from "./contracts.js";
import { deploymentFolder, findRecord, isDeployed, saveDeployment, type DeploymentPlace } from "./deployments.js";
import { openDeployment, type Stakespace } from "./stakespace.js";

/** The chain id of local nodes, whose state ends with them. */
const LOCAL_CHAIN_ID = 31_337;

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
  /** Forget a deployment that is there and make another one. */
  readonly reset?: boolean | undefined;
  /** Show Ignition's progress. */
  readonly displayUi?: boolean | undefined;
}

/**
 * Deploys, connects and hands over the whole of Stakespace, from account 0 of the node, through Ignition. Round 1 opens
 * in the block that makes `StakeSpace`.
 *
 * On a chain in this process nothing is written. Elsewhere Ignition keeps a journal, so that a deployment that was
 * interrupted goes on where it stopped.
 *
 * @throws {StakespaceError} `ALREADY_DEPLOYED`, `ADMIN_NEEDED`, `REPORTERS_NEEDED`, or when no node answers.
 */
export async function deployStakespace(connection: Connection, options: DeployOptions = {}): Promise<Stakespace> {
  const chainId = await chainIdOf(connection);
  await makeRoom(connection, chainId, options);
  const parameters = await moduleParameters(connection, options);
  const fromBlock = await connection.ethers.provider.getBlockNumber();

  const deployOptions = { displayUi: options.displayUi ?? false, ...deploymentId(options) };
  const deployed =
    options.token === undefined
      ? await connection.ignition.deploy(localModule, { ...deployOptions, parameters: { StakespaceLocal: parameters } })
      : await connection.ignition.deploy(stakespaceModule, {
          ...deployOptions,
          parameters: { Stakespace: parameters },
        });

  const addresses: Addresses = {
    token: await deployed.token.getAddress(),
    manager: await deployed.manager.getAddress(),
    registry: await deployed.registry.getAddress(),
    oracle: await deployed.oracle.getAddress(),
    space: await deployed.space.getAddress(),
    lens: await deployed.lens.getAddress(),
  };
  const { token } = contractsAt(addresses, connection.ethers.provider);
  const stakespace = openDeployment(connection, {
    chainId,
    network: connection.networkName,
    fromBlock,
    addresses,
    token: { symbol: await token.symbol(), decimals: Number(await token.decimals()) },
    testToken: options.token === undefined,
  });
  if (options.place !== undefined) await saveDeployment(stakespace, options.place);
  return stakespace;
}

/** Refuses to deploy twice; on a local node that was started again, drops what the one before it left on disk. */
async function makeRoom(connection: Connection, chainId: number, options: DeployOptions): Promise<void> {
  const { place } = options;
  if (place === undefined) return;
  const record = await findRecord(connection, chainId, place);
  const there = record?.chainId === chainId && (await isDeployed(connection, record));
  if (there && options.reset !== true) {
    throw new StakespaceError(`Stakespace is already on chain ${chainId}, at ${record.addresses.space}.`, {
      code: "ALREADY_DEPLOYED",
      hint: "Look at it with: npx hardhat status. A second one beside it: npx hardhat deploy --reset",
    });
  }
  if (isInProcess(connection)) return;
  // Elsewhere a journal without a record is a deployment that was interrupted, which Ignition resumes.
  if (options.reset === true || chainId === LOCAL_CHAIN_ID) {
    await rm(deploymentFolder(place, chainId), { recursive: true, force: true });
  }
}

function deploymentId(options: DeployOptions): { deploymentId?: string } {
  const id = options.place?.deploymentId;
  return id === undefined ? {} : { deploymentId: id };
}

type ModuleParameters = Record<string, string | number | bigint | string[]>;

async function moduleParameters(connection: Connection, options: DeployOptions): Promise<ModuleParameters> {
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
        hint: "Name the reporters' addresses with --reporters, with commas between them.",
      },
    );
  }
  const given: Record<string, string | number | bigint | string[] | undefined> = {
    ...options.parameters,
    governor: options.governor ?? deployer,
    guardian: options.guardian ?? deployer,
    governorDelay: options.governorDelay,
    reporters: [...reporters],
    quorum: options.quorum ?? Math.floor(reporters.length / 2) + 1,
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
      { code: "ADMIN_NEEDED", hint: "Name the admin, best a multi-signature wallet, with --admin ADDRESS." },
    );
  }
  return { token, admin, adminDelay };
}
