import { existsSync } from "node:fs";
import { basename, join } from "node:path";

import { columnOf, type Matrix } from "#scoring";
import { requireColumn } from "./columns.js";
import { readCsv } from "./csv.js";
import { DatasetError } from "./error.js";
import { type Fault, Faults } from "./faults.js";
import { predictionsFile, readRawPredictions, tooManyHoles } from "./predictions.js";
import { readUnread, type UnreadSubmission } from "./unread.js";
import { Universe } from "./universe.js";

/** What the models handed in, as it was before any target was known. */
export interface Submissions {
  /** The stocks of the round, sorted. */
  readonly ids: readonly string[];
  /** Who handed in a column, in the order asked for; those whose submission counts as none included. */
  readonly models: readonly string[];
  /** stocks x models; a hole is NaN. */
  readonly predictions: Matrix;
  /** The cells of each column that are no predictions of the round, in the order of the file. */
  readonly faults: readonly (readonly Fault[])[];
  /** Submissions that never became a column. */
  readonly unread: readonly UnreadSubmission[];
  /** Why a submission counts as none, by model, in the order asked for. */
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * Reads the submissions of a round folder: `predictions.parquet` or `.csv`, over the stocks of `exposures.csv`. Needs no targets,
 * and is the same before and after there are any.
 *
 * A column that breaks a rule counts as none, and the reason is kept: a cell that is no number, an id that is unknown or there
 * twice, more than 20 % of holes, nothing but one value. Only what is no single model's fault throws.
 *
 * @param models The names a column may have, in order of seniority.
 * @throws {DatasetError} For a file that cannot be read and a column that is no model's name.
 *
 * @example
 * import { readSubmissions } from "#dataset";
 *
 * const { ids, refused } = await readSubmissions("docs/example/round-01", ["my-model"]);
 * ids.length; // => 10
 * refused.size; // => 0
 */
export async function readSubmissions(dir: string, models: readonly string[]): Promise<Submissions> {
  const universe = new Universe(await readIds(dir));
  const file = basename(predictionsFile(dir));
  const faults = new Faults(file);
  const { models: entered, matrix } = await readRawPredictions(dir, universe, models, faults);
  const unread = await readUnread(dir, models, entered);
  const reasons = new Map(unread.map(({ model, reason }) => [model, reason]));
  for (const [j, model] of entered.entries()) {
    const reason = faults.reasonOf(model) ?? brokenRule(columnOf(matrix, j), `${file}, column "${model}"`);
    if (reason !== undefined) reasons.set(model, reason);
  }
  const refused = new Map(models.flatMap((model) => (reasons.has(model) ? [[model, reasons.get(model)!]] : [])));
  const cells = entered.map((model) => faults.of(model));
  return { ids: universe.ids, models: entered, predictions: matrix, faults: cells, unread, refused };
}

/**
 * The ids of a round, as its `exposures.csv` has them.
 *
 * @throws {DatasetError} For a missing file and an id that occurs twice.
 *
 * @example
 * import { readIds } from "#dataset";
 *
 * (await readIds("docs/example/round-01")).size; // => 10
 */
export async function readIds(dir: string): Promise<Set<string>> {
  const file = join(dir, "exposures.csv");
  if (!existsSync(file)) throw new DatasetError({ file }, "the file is missing");
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

/** What is wrong with predictions that are numbers; undefined where nothing is. */
function brokenRule(column: Float64Array, place: string): string | undefined {
  const broken = tooManyHoles(column) ?? constantValue(column);
  return broken === undefined ? undefined : `${place}: ${broken}`;
}

/** What is said of predictions that are all the same; undefined for any others. */
export function constantValue(column: Float64Array): string | undefined {
  const first = column.find((value) => !Number.isNaN(value));
  if (first === undefined) return "there is no prediction";
  if (column.some((value) => value !== first && !Number.isNaN(value))) return undefined;
  return `all predictions are ${first + 0}, expected values that differ`;
}
