import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { RoundData } from "#scoring";
import { DatasetError } from "./error.js";
import { readExposures } from "./exposures.js";
import { readPredictions } from "./predictions.js";
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
