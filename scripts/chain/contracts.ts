import type { ContractRunner } from "ethers";

import {
  AccessManager__factory,
  ModelRegistry__factory,
  ScoreOracle__factory,
  StakeSpace__factory,
  StakeSpaceLens__factory,
  TestToken__factory,
  type AccessManager,
  type ModelRegistry,
  type ScoreOracle,
  type StakeSpace,
  type StakeSpaceLens,
  type TestToken,
} from "../../typechain-types/index.js";

/** Where each contract of a deployment is. */
export interface Addresses {
  readonly token: string;
  readonly manager: string;
  readonly registry: string;
  readonly oracle: string;
  readonly space: string;
  readonly lens: string;
}

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
  return {
    token: TestToken__factory.connect(addresses.token, runner),
    manager: AccessManager__factory.connect(addresses.manager, runner),
    registry: ModelRegistry__factory.connect(addresses.registry, runner),
    oracle: ScoreOracle__factory.connect(addresses.oracle, runner),
    space: StakeSpace__factory.connect(addresses.space, runner),
    lens: StakeSpaceLens__factory.connect(addresses.lens, runner),
  };
}
