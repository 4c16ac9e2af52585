import { existsSync } from "node:fs";
import { join } from "node:path";

import type { Matrix } from "#scoring";
import { requireColumn } from "./columns.js";
import { readCsv } from "./csv.js";
import { DatasetError } from "./error.js";
import { readRawPredictions } from "./predictions.js";
import { Universe } from "./universe.js";

/** What the models handed in, as it was before any target was known. */
export interface Submissions {
  /** The stocks of the round, sorted. */
  readonly ids: readonly string[];
  /** Who handed in, in the order asked for. */
  readonly models: readonly string[];
  /** stocks x models; a hole is NaN. */
  readonly predictions: Matrix;
}

/**
 * Reads the submissions of a round folder: `predictions.parquet` or `.csv`, over the stocks of `exposures.csv`. Needs no targets,
 * and is the same before and after there are any.
 *
 * @param models The names a column may have, in order of seniority.
 * @throws {DatasetError} Which names file, column and row.
 *
 * @example
 * import { readSubmissions } from "#dataset";
 *
 * (await readSubmissions("docs/example/round-01", ["my-model"])).ids.length; // => 10
 */
export async function readSubmissions(dir: string, models: readonly string[]): Promise<Submissions> {
  const file = join(dir, "exposures.csv");
  if (!existsSync(file)) throw new DatasetError({ file }, "the file is missing");
  const universe = new Universe(await readIds(file));
  const { models: entered, matrix } = await readRawPredictions(dir, universe, models);
  return { ids: universe.ids, models: entered, predictions: matrix };
}

async function readIds(file: string): Promise<Set<string>> {
  const ids = new Set<string>();
  let column: number | undefined;
  for await (const { cells, line } of readCsv(file)) {
    if (column === undefined) {
      column = requireColumn(file, cells, "id");
      continue;
    }
    const id = cells[column]!;
    if (ids.has(id)) throw new DatasetError({ file, column: "id", row: line }, `id "${id}" occurs twice`);
    ids.add(id);
  }
  return ids;
}
