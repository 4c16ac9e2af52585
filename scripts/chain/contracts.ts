import { Contract, type ContractRunner, Interface, type InterfaceAbi } from "ethers";

import {
  accessManagerAbi,
  modelRegistryAbi,
  scoreOracleAbi,
  stakeSpaceAbi,
  stakeSpaceLensAbi,
  testTokenAbi,
} from "#abi";
import type { AccessManager } from "../../typechain-types/@openzeppelin/contracts/access/manager/AccessManager.js";
import type { ModelRegistry } from "../../typechain-types/contracts/ModelRegistry.js";
import type { TestToken } from "../../typechain-types/contracts/mocks/TestToken.js";
import type { StakeSpaceLens } from "../../typechain-types/contracts/periphery/StakeSpaceLens.js";
import type { ScoreOracle } from "../../typechain-types/contracts/ScoreOracle.js";
import type { StakeSpace } from "../../typechain-types/contracts/StakeSpace.js";
import type { Addresses } from "./addresses.js";

/** The contracts of a deployment, typed. */
export interface Contracts {
  /** `mint` works on a test token only. */
  readonly token: TestToken;
  readonly manager: AccessManager;
  readonly registry: ModelRegistry;
  readonly oracle: ScoreOracle;
  readonly space: StakeSpace;
  readonly lens: StakeSpaceLens;
}

const ABIS: Readonly<Record<keyof Contracts, InterfaceAbi>> = {
  token: testTokenAbi,
  manager: accessManagerAbi,
  registry: modelRegistryAbi,
  oracle: scoreOracleAbi,
  space: stakeSpaceAbi,
  lens: stakeSpaceLensAbi,
};

const interfaces = new Map<keyof Contracts, Interface>();

/** Read once, and only if it is needed: it takes longer than a call. */
function interfaceOf(name: keyof Contracts): Interface {
  const known = interfaces.get(name) ?? new Interface(ABIS[name]);
  interfaces.set(name, known);
  return known;
}

/** A contract, with the type that goes with its name. */
function contractAt<Name extends keyof Contracts>(
  name: Name,
  address: string,
  runner: ContractRunner,
): Contracts[Name] {
  return new Contract(address, interfaceOf(name), runner) as unknown as Contracts[Name];
}

/**
 * The contracts at these addresses.
 *
 * @param runner Who calls: a provider reads, a signer also sends.
 *
 * @example
 * import { contractsAt, deployStakespace } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { space } = contractsAt(deployment.addresses, deployment.connection.ethers.provider);
 * const parameters = await space.parameters();
 */
export function contractsAt(addresses: Addresses, runner: ContractRunner): Contracts {
  const made: { -readonly [Name in keyof Contracts]?: Contracts[Name] } = {};
  const at = <Name extends keyof Contracts>(name: Name): Contracts[Name] =>
    (made[name] ??= contractAt(name, addresses[name], runner));
  return {
    get token() {
      return at("token");
    },
    get manager() {
      return at("manager");
    },
    get registry() {
      return at("registry");
    },
    get oracle() {
      return at("oracle");
    },
    get space() {
      return at("space");
    },
    get lens() {
      return at("lens");
    },
  };
}

/**
 * What answers as an ERC-20 does, or does not.
 *
 * @example
 * import { deployStakespace, tokenAt } from "#chain";
 * import { network } from "hardhat";
 *
 * const { connection, addresses } = await deployStakespace(await network.create());
 * await tokenAt(addresses.token, connection.ethers.provider).symbol(); // => "STAKE"
 */
export function tokenAt(address: string, runner: ContractRunner): TestToken {
  return contractAt("token", address, runner);
}
