import { type Deployment, readModelId, readModelIds, readModelNames } from "#chain";
import { printable, StakespaceError } from "#lib";
import { suggestion } from "../../words/nearest.js";

/**
 * The id of the model that was named on the command line.
 *
 * @throws {StakespaceError} `UnknownModelName`, with the name that was probably meant.
 */
export async function modelMeant(deployment: Deployment, named: string): Promise<number> {
  try {
    return await readModelId(deployment, named);
  } catch (error) {
    if (!(error instanceof StakespaceError) || error.code !== "UnknownModelName") throw error;
    const names = await readModelNames(deployment, await readModelIds(deployment));
    throw new StakespaceError(`There is no model "${printable(named, 40)}".`, {
      code: "UnknownModelName",
      facts: { suggestion: suggestion(named, names) },
    });
  }
}

/** A model for people: `momentum-7 (model 1)`. */
export function modelText(id: number, name: string): string {
  return name === "" ? `model ${id}` : `${name} (model ${id})`;
}
