import type { Parameters } from "#twin";
import { chainIdOf } from "./connection.js";
import type { Deployment } from "./deployment.js";
import { StakespaceError } from "#lib";
import { type Moment, momentOf, toParameters, type RoundView } from "./shapes/round.js";

/**
 * The parameters of the open round.
 *
 * @example
 * import { deployStakespace, readParameters } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { baseLimit } = await readParameters(deployment); // token wei
 */
export async function readParameters(
  { contracts }: Deployment,
  blockTag: number | "latest" = "latest",
): Promise<Parameters> {
  return toParameters(await contracts.space.parameters({ blockTag }));
}

/**
 * How the open round stood after a block. The phase is what it was at that block's time.
 *
 * @example
 * import { deployStakespace, readMoment } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { view, parameters, block } = await readMoment(deployment); // all three of one block
 */
export async function readMoment(deployment: Deployment, blockTag: number | "latest" = "latest"): Promise<Moment> {
  const found = await deployment.connection.ethers.provider.getBlock(blockTag);
  const hash = found?.hash;
  if (!found || !hash) {
    throw new StakespaceError(`The node has no block ${blockTag}.`, {
      code: "BLOCK_MISSING",
      hint: "It may lag behind, or not keep blocks that old; ask another node.",
    });
  }
  const block = { number: found.number, hash, timestamp: found.timestamp };
  const [status, parameters] = await Promise.all([
    deployment.contracts.space.roundStatus({ blockTag: block.number }),
    readParameters(deployment, block.number),
  ]);
  return momentOf(status, parameters, block);
}

/**
 * The open round as it stands now.
 *
 * @example
 * import { deployStakespace, readRoundView } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { round, phase } = await readRoundView(deployment);
 * phase; // => "Bidding"
 */
export async function readRoundView(deployment: Deployment): Promise<RoundView> {
  return (await readMoment(deployment)).view;
}

/**
 * Whether the node is still on the deployment's chain.
 *
 * @throws {StakespaceError} `WRONG_CHAIN`.
 *
 * @example
 * import { deployStakespace, requireSameChain } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * await requireSameChain(deployment); // throws where the node is of another chain by now
 */
export async function requireSameChain({ connection, chainId }: Deployment): Promise<void> {
  const found = await chainIdOf(connection);
  if (found === chainId) return;
  throw new StakespaceError(`The deployment is on chain ${chainId}, the node answers for chain ${found}.`, {
    code: "WRONG_CHAIN",
    facts: { chainId, found },
  });
}
