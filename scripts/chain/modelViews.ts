import { ZeroAddress } from "ethers";

import type { Deployment } from "./deployment.js";
import { BOOKS_PER_CALL, FILLS_PER_CALL, WORDS_PER_CALL } from "./gas.js";
import { type ModelView, modelViewOf, unknownModel } from "./shapes/models.js";
import { readInParts } from "./readInParts.js";

/** How far a model is behind, as far as settling it depends on that. */
export interface ModelLag {
  readonly model: number;
  /** How many ticks of its book are occupied. */
  readonly ticks: number;
  readonly settledThrough: number;
  /** The two parts of its limit as if it were settled, token wei. */
  readonly base: bigint;
  readonly earned: bigint;
}

/**
 * Every model id there is, from 1.
 *
 * @example
 * import { deployStakespace, readModelIds } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * await readModelIds(deployment); // => []
 */
export async function readModelIds(
  { contracts }: Deployment,
  blockTag: number | "latest" = "latest",
): Promise<number[]> {
  const count = Number(await contracts.registry.modelCount({ blockTag }));
  return Array.from({ length: count }, (_, index) => index + 1);
}

/**
 * The models with their books, in the order asked for.
 *
 * @throws {StakespaceError} `UnknownModel` for an id that was not registered.
 *
 * @example
 * import { deployStakespace, readModelIds, readModelViews } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const models = await readModelViews(deployment, await readModelIds(deployment));
 * models.length; // => 0
 */
export async function readModelViews(
  { contracts, addresses }: Deployment,
  ids: readonly number[],
): Promise<ModelView[]> {
  const found = await readInParts(ids, BOOKS_PER_CALL, (part) => contracts.lens.models(addresses.space, [...part]));
  const unknown = found.find(({ owner }) => owner === ZeroAddress);
  if (unknown !== undefined) {
    throw unknownModel(Number(unknown.modelId), Number(await contracts.registry.modelCount()));
  }
  return found.map(modelViewOf);
}

/**
 * One model; see {@link readModelViews}.
 *
 * @example
 * import { loadDeployment, readModelView } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const { limit, filled } = await readModelView(deployment, 1); // token wei
 */
export async function readModelView(deployment: Deployment, id: number): Promise<ModelView> {
  return (await readModelViews(deployment, [id]))[0]!;
}

/**
 * What each model has at risk, token wei, in the order asked for.
 *
 * @example
 * import { loadDeployment, readFilledStakes } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const [filled] = await readFilledStakes(deployment, [1]); // token wei
 */
export async function readFilledStakes(
  { contracts, addresses }: Deployment,
  ids: readonly number[],
  blockTag: number | "latest" = "latest",
): Promise<bigint[]> {
  return readInParts(ids, FILLS_PER_CALL, async (part) => {
    const { filled } = await contracts.lens.filledStakes(addresses.space, [...part], { blockTag });
    return filled;
  });
}

/**
 * How far each model is settled, in the order asked for. Reads no book: the oracle does this every round, for every model.
 *
 * @example
 * import { loadDeployment, readLags } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const [first] = await readLags(deployment, [1]);
 * const settledThrough = first?.settledThrough;
 */
export async function readLags(
  { contracts }: Deployment,
  ids: readonly number[],
  blockTag: number | "latest" = "latest",
): Promise<ModelLag[]> {
  const { space } = contracts;
  return readInParts(ids, WORDS_PER_CALL, async (part) => {
    const calls = part.map((id) => space.interface.encodeFunctionData("modelStatus", [id]));
    const answers = await space.multicall.staticCall(calls, { blockTag });
    return answers.map((answer, place) => {
      const [status] = space.interface.decodeFunctionResult("modelStatus", answer);
      const { bitmap, settledThrough, base, earned } = status as Record<
        "bitmap" | "settledThrough" | "base" | "earned",
        bigint
      >;
      return { model: part[place]!, ticks: bitsOf(bitmap), settledThrough: Number(settledThrough), base, earned };
    });
  });
}

function bitsOf(bitmap: bigint): number {
  return bitmap.toString(2).replaceAll("0", "").length;
}

/**
 * Where a model describes itself; undefined where that is no text: an owner can write any bytes there, and nothing but people
 * reads them.
 *
 * @example
 * import { loadDeployment, readModelUri } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const uri = await readModelUri(deployment, 1);
 */
export async function readModelUri({ contracts }: Deployment, id: number): Promise<string | undefined> {
  try {
    return await contracts.registry.tokenURI(id);
  } catch (error) {
    if (error instanceof Error && /deferred|decod|utf-?8|codepoint/i.test(error.message)) return undefined;
    throw error;
  }
}
