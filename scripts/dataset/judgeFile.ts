import { basename } from "node:path";

import { DatasetError } from "./error.js";
import { Faults, keptReason } from "./faults.js";
import { tooManyHoles } from "./predictions.js";
import { readCsvPredictions } from "./predictionsCsv.js";
import { readParquetPredictions } from "./predictionsParquet.js";
import type { PredictionSink } from "./predictionSink.js";
import { constantValue } from "./submissions.js";
import { Universe } from "./universe.js";

/** One model's file, read and judged. */
export interface JudgedFile {
  /** The stocks, sorted. */
  readonly ids: readonly string[];
  /** A prediction for each; a hole is NaN. Of a file that counts as none whatever could be read. */
  readonly values: Float64Array;
  /** Why it counts as none; undefined where it counts. */
  readonly reason: string | undefined;
}

/**
 * Reads one model's predictions from a file of its own, `.csv` or `.parquet`, with two columns: `id` and any other. It is judged by
 * the rules of a round folder, see {@link readSubmissions}; a file that cannot be read at all counts as none, too.
 *
 * @param ids The round's, as its `exposures.csv` has them.
 *
 * @example
 * import { judgeFile, readIds } from "#dataset";
 *
 * const ids = await readIds("docs/example/round-01");
 * (await judgeFile("docs/example/round-01/predictions.csv", ids)).reason; // => undefined
 */
export async function judgeFile(file: string, ids: Iterable<string>): Promise<JudgedFile> {
  const universe = new Universe(ids);
  const name = basename(file);
  const values = new Float64Array(universe.ids.length).fill(Number.NaN);
  const faults = new Faults(name);
  let model = "";
  const sink: PredictionSink = {
    faults,
    start(header) {
      const others = header.filter((column) => column !== "id");
      if (header.length !== 2 || others.length !== 1) {
        throw new DatasetError(
          { file: name },
          `expected the column id and one of predictions, found ${header.join(", ")}`,
        );
      }
      model = others[0]!;
      return header.map((column) => (column === "id" ? undefined : values));
    },
  };
  try {
    await (file.endsWith(".parquet") ? readParquetPredictions : readCsvPredictions)(file, universe, sink);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    return { ids: universe.ids, values, reason: keptReason(error).replaceAll(file, name) };
  }
  const broken = tooManyHoles(values) ?? constantValue(values);
  const reason = faults.reasonOf(model) ?? (broken === undefined ? undefined : `${name}: ${broken}`);
  return { ids: universe.ids, values, reason };
}
