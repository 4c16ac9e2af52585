import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { keccak256 } from "ethers";

import { bundleFolder, bundleFileIn } from "../bundleFolder.js";

/**
 * The folder of the bundle that a report names, among those of its round: also one that was set aside, or came from elsewhere
 * under a name that begins alike.
 *
 * @param places Folders of bundles, or a bundle's folder itself.
 * @returns Undefined where none of them has it.
 */
export async function findBundle(
  places: readonly string[],
  round: number,
  evidence: string,
): Promise<string | undefined> {
  for (const place of places) {
    for (const folder of await candidates(place, round)) {
      const file = bundleFileIn(folder);
      if (existsSync(file) && keccak256(await readFile(file)) === evidence) return folder;
    }
  }
  return undefined;
}

async function candidates(place: string, round: number): Promise<string[]> {
  if (!existsSync(place)) return [];
  const name = bundleFolder("", round);
  const names = (await readdir(place)).filter((each) => each === name || each.startsWith(`${name}-`));
  return [place, ...names.sort().map((each) => join(place, each))];
}
