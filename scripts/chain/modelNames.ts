import { StakespaceError } from "#lib";
import type { Deployment } from "./deployment.js";

/**
 * The names of models, in the order of the ids; empty for an id that was not registered. A name is 1 to 31 characters of `a-z`,
 * `0-9`, `_` and `-`: the registry sees to that.
 *
 * @example
 * import { deployStakespace, readModelNames } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * await readModelNames(deployment, []); // => []
 */
export function readModelNames({ contracts }: Deployment, ids: readonly number[]): Promise<string[]> {
  return Promise.all(ids.map((id) => contracts.registry.nameOf(id)));
}

/**
 * The id of the model that is meant: by its id, by its name, or, for a name of digits only, by `name:` and the name.
 *
 * @throws {StakespaceError} `UnknownModelName`. Whether there is a model of an id is not asked: whoever reads it is told.
 *
 * @example
 * import { deployStakespace, readModelId } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * await readModelId(deployment, "1"); // => 1
 */
export async function readModelId({ contracts }: Deployment, meant: string): Promise<number> {
  if (/^[1-9]\d{0,9}$/.test(meant)) return Number(meant);
  const name = meant.replace(/^name:/, "");
  const id = Number(await contracts.registry.modelIdOf(name));
  if (id !== 0) return id;
  throw new StakespaceError(`There is no model "${name}".`, { code: "UnknownModelName", facts: { name } });
}
