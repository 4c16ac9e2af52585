import type { Address } from "viem";
import { getBlock, readContract } from "viem/actions";

import { modelRegistryAbi, stakeSpaceAbi, stakeSpaceLensAbi } from "#abi";
import type { Parameters } from "#twin";
import { BOOKS_PER_CALL } from "../gas.js";
import { readInParts } from "../readInParts.js";
import { type ModelView, modelViewOf, type PositionView, positionViewOf, unknownModel } from "../shapes/models.js";
import { type Moment, momentOf, toParameters, type RoundView } from "../shapes/round.js";
import type { ViemDeployment } from "./connect.js";
import { decoded } from "./errors.js";

const NOBODY = "0x0000000000000000000000000000000000000000";

/** How the open round stands, with its parameters and the block both were read at. */
export async function readMoment({ client, addresses }: ViemDeployment): Promise<Moment> {
  const { number, hash, timestamp } = await getBlock(client);
  const space = { address: addresses.space, abi: stakeSpaceAbi, blockNumber: number } as const;
  const [status, parameters] = await decoded(() =>
    Promise.all([
      readContract(client, { ...space, functionName: "roundStatus" }),
      readContract(client, { ...space, functionName: "parameters" }),
    ]),
  );
  return momentOf(status, toParameters(parameters), { number: Number(number), hash, timestamp: Number(timestamp) });
}

/** The open round as it stands now. */
export async function readRoundView(deployment: ViemDeployment): Promise<RoundView> {
  return (await readMoment(deployment)).view;
}

/** The parameters of the open round. */
export async function readParameters(deployment: ViemDeployment): Promise<Parameters> {
  return (await readMoment(deployment)).parameters;
}

/** Every model id there is, from 1. */
export async function readModelIds({ client, addresses }: ViemDeployment): Promise<number[]> {
  const count = await readContract(client, {
    address: addresses.registry,
    abi: modelRegistryAbi,
    functionName: "modelCount",
  });
  return Array.from({ length: Number(count) }, (_, index) => index + 1);
}

/**
 * The models with their books, in the order asked for.
 *
 * @throws {StakespaceError} `UnknownModel` for an id that was not registered.
 */
export async function readModelViews(deployment: ViemDeployment, ids: readonly number[]): Promise<ModelView[]> {
  const { client, addresses } = deployment;
  const found = await readInParts(ids, BOOKS_PER_CALL, (part) =>
    decoded(() =>
      readContract(client, {
        address: addresses.lens,
        abi: stakeSpaceLensAbi,
        functionName: "models",
        args: [addresses.space, part.map(BigInt)],
      }),
    ),
  );
  const unknown = found.find(({ owner }) => owner === NOBODY);
  if (unknown !== undefined) {
    throw unknownModel(Number(unknown.modelId), (await readModelIds(deployment)).length);
  }
  return found.map(modelViewOf);
}

/** One model; see {@link readModelViews}. */
export async function readModelView(deployment: ViemDeployment, id: number): Promise<ModelView> {
  return (await readModelViews(deployment, [id]))[0]!;
}

/** What an account has on the models, tick by tick. */
export async function readPositions(
  { client, addresses }: ViemDeployment,
  holder: Address,
  ids: readonly number[],
): Promise<PositionView[]> {
  const found = await readInParts(ids, BOOKS_PER_CALL, (part) =>
    decoded(() =>
      readContract(client, {
        address: addresses.lens,
        abi: stakeSpaceLensAbi,
        functionName: "positions",
        args: [addresses.space, holder, part.map(BigInt)],
      }),
    ),
  );
  return found.map(positionViewOf);
}
