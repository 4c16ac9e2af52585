import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { RoundData } from "#scoring";
import { IDENTITY_FILE } from "./identityFile.js";
import { readJudgedRound } from "./round.js";
import { readSubmissions, type Submissions } from "./submissions.js";
import { UNREAD_FILE } from "./unread.js";

/**
 * The files a round folder may have; others beside them are not read and not named in a bundle. The one that names the others
 * comes last: where two folders differ, another says better in what.
 */
const ROUND_FILES = [
  "exposures.csv",
  "predictions.csv",
  "predictions.parquet",
  UNREAD_FILE,
  "targets.csv",
  IDENTITY_FILE,
];

/** A round folder, read once. */
export interface LoadedRound {
  /** Of the submissions that count. */
  readonly data: RoundData;
  readonly submissions: Submissions;
  /** SHA-256 of each file, hexadecimal, by name. */
  readonly files: Record<string, string>;
}

/**
 * The names of a round folder's files that are there.
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
 * A round folder's content: its submissions, judged; the data of those that count; and the SHA-256 of each of its files.
 *
 * @throws {DatasetError} For what is no single model's fault.
 *
 * @example
 * import { loadRoundFolder } from "#dataset";
 *
 * const { data, files } = await loadRoundFolder("docs/example/round-01", ["my-model"]);
 * data.target.length; // => 10
 * files["targets.csv"]?.length; // => 64
 */
export async function loadRoundFolder(dir: string, names: readonly string[]): Promise<LoadedRound> {
  // First the data: its reader says best what is wrong with a folder.
  const submissions = await readSubmissions(dir, names);
  const data = await readJudgedRound(dir, submissions);
  return { data, submissions, files: await hashRoundFiles(dir) };
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
