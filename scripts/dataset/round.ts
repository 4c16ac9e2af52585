import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { columnOf, matrix, type Matrix, type RoundData } from "#scoring";
import { DatasetError } from "./error.js";
import { readExposures } from "./exposures.js";
import { rankHoles, readPredictions } from "./predictions.js";
import type { Submissions } from "./submissions.js";
import { readTargets } from "./targets.js";

export { DatasetError } from "./error.js";
export { readModels, type ModelRow } from "./models.js";

/**
 * Reads a round folder: `targets.csv`, `exposures.csv` and `predictions.parquet` or `.csv`.
 *
 * Rows come out in the order of their ids and models in the order of `models` (their seniority), whatever the order in the
 * files; models of the list that did not submit are left out. Without `models` the order is the file's. Predictions lie in
 * shared memory. Throws {@link DatasetError}, which names file, column and row.
 *
 * @example
 * import { readRound } from "#dataset";
 *
 * const round = await readRound("docs/example/round-01");
 * round.models; // => ["my-model"]
 * round.ids.length; // => 10
 */
export async function readRound(dir: string, models?: readonly string[]): Promise<RoundData> {
  if (!existsSync(dir)) throw new DatasetError({ file: dir }, "there is no such folder");
  const { universe, target } = await readTargets(requireFile(dir, "targets.csv"));
  const exposures = await readExposures(requireFile(dir, "exposures.csv"), universe);
  const predictions = await readPredictions(dir, universe, models);
  return { ids: universe.ids, models: predictions.models, predictions: predictions.matrix, target, exposures };
}

/**
 * {@link readRound} with submissions that were read and judged before: those that count as none are left out. What has no
 * target leaves the round, and the holes of what is left are filled, however many there are: a submission is judged before
 * anybody knows a target, and never again.
 *
 * @throws {DatasetError} For targets or exposures.
 *
 * @example
 * import { readJudgedRound, readSubmissions } from "#dataset";
 *
 * const dir = "docs/example/round-01";
 * const { models } = await readJudgedRound(dir, await readSubmissions(dir, ["my-model"]));
 * models; // => ["my-model"]
 */
export async function readJudgedRound(dir: string, submissions: Submissions): Promise<RoundData> {
  if (!existsSync(dir)) throw new DatasetError({ file: dir }, "there is no such folder");
  const { universe, target } = await readTargets(requireFile(dir, "targets.csv"));
  const exposures = await readExposures(requireFile(dir, "exposures.csv"), universe);
  const columns = submissions.models.flatMap((model, j) => (submissions.refused.has(model) ? [] : [j]));
  const rowOf = new Map(submissions.ids.map((id, row) => [id, row]));
  const rows = universe.ids.map((id) => rowOf.get(id)!);
  return {
    ids: universe.ids,
    models: columns.map((j) => submissions.models[j]!),
    predictions: scoredPart(submissions.predictions, rows, columns),
    target,
    exposures,
  };
}

function scoredPart(predictions: Matrix, rows: readonly number[], columns: readonly number[]): Matrix {
  const cells = new Float64Array(new SharedArrayBuffer(rows.length * columns.length * 8));
  const part = matrix(rows.length, columns.length, cells);
  for (const [k, j] of columns.entries()) {
    const [from, to] = [columnOf(predictions, j), columnOf(part, k)];
    for (let row = 0; row < rows.length; row++) to[row] = from[rows[row]!]!;
    rankHoles(to);
  }
  return part;
}

/**
 * The `models.csv` beside a round folder. Throws where there is none: without stakes there is no meta model.
 *
 * @example
 * import { modelsFileOf } from "#dataset";
 * import { relative } from "node:path";
 *
 * relative(process.cwd(), modelsFileOf("docs/example/round-01")); // => "docs/example/models.csv"
 */
export function modelsFileOf(roundDir: string): string {
  return requireFile(dirname(resolve(roundDir)), "models.csv");
}

function requireFile(dir: string, name: string): string {
  const file = join(dir, name);
  if (!existsSync(file)) throw new DatasetError({ file }, "the file is missing");
  return file;
}
