import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { RoundData } from "#scoring";
import { readRound } from "./round.js";

/** The files a round folder may have; others beside them are not read and not named in a bundle. */
const ROUND_FILES = ["exposures.csv", "predictions.csv", "predictions.parquet", "targets.csv"];

/**
 * The names of a round folder's files that are there, sorted.
 *
 * @example
 * import { roundFiles } from "#dataset";
 *
 * await roundFiles("docs/example/round-01"); // => ["exposures.csv", "predictions.csv", "targets.csv"]
 */
export async function roundFiles(dir: string): Promise<string[]> {
  const present = new Set(await readdir(dir));
  return ROUND_FILES.filter((name) => present.has(name));
}

/**
 * A round folder's content: its data and the SHA-256 of each of its files.
 *
 * @example
 * import { loadRoundFolder } from "#dataset";
 *
 * const { data, files } = await loadRoundFolder("docs/example/round-01", ["my-model"]);
 * data.target.length; // => 10
 * files["targets.csv"]?.length; // => 64
 */
export async function loadRoundFolder(
  dir: string,
  names: readonly string[],
): Promise<{ data: RoundData; files: Record<string, string> }> {
  // First the data: its reader says best what is wrong with a folder.
  const data = await readRound(dir, names);
  return { data, files: await hashRoundFiles(dir) };
}

/**
 * SHA-256 of each file of a round folder, hexadecimal, by name.
 *
 * @example
 * import { hashRoundFiles } from "#dataset";
 *
 * Object.keys(await hashRoundFiles("docs/example/round-01")); // => ["exposures.csv", "predictions.csv", "targets.csv"]
 */
export async function hashRoundFiles(dir: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of await roundFiles(dir)) {
    hashes[name] = createHash("sha256")
      .update(await readFile(join(dir, name)))
      .digest("hex");
  }
  return hashes;
}
