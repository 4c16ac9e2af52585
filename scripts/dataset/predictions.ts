import { existsSync } from "node:fs";
import { join } from "node:path";
import { columnOf, matrix, type Matrix, tieKeptRank } from "#scoring";
import { requireUniqueColumns } from "./columns.js";
import { DatasetError } from "./error.js";
import type { Faults } from "./faults.js";
import type { PredictionSink } from "./predictionSink.js";
import { readCsvPredictions } from "./predictionsCsv.js";
import { readParquetPredictions } from "./predictionsParquet.js";
import { MAX_MISSING_SHARE, type Universe } from "./universe.js";

export interface Predictions {
  /** Models in the order asked for, without those the file does not have. */
  readonly models: readonly string[];
  /** stocks x models; holes filled. */
  readonly matrix: Matrix;
}

/**
 * Reads `predictions.parquet` or `predictions.csv`.
 *
 * Every column but `id` must be one of `models`, where given; the result has them in that order. A hole in a column, or an
 * id the file lacks, is filled as the reference does: the column becomes percentile ranks and holes rank in the middle, 0.5.
 * More than 20 % of holes throw, as does a column that holds anything but finite numbers.
 */
export async function readPredictions(
  dir: string,
  universe: Universe,
  models?: readonly string[],
): Promise<Predictions> {
  const read = await readRawPredictions(dir, universe, models);
  read.models.forEach((model, j) => {
    fillHoles(columnOf(read.matrix, j), predictionsFile(dir), model);
  });
  return read;
}

/**
 * {@link readPredictions} as they were handed in: a hole is NaN.
 *
 * @param faults Keeps what is wrong with a model's cells; without it that throws.
 */
export async function readRawPredictions(
  dir: string,
  universe: Universe,
  models?: readonly string[],
  faults?: Faults,
): Promise<Predictions> {
  const file = predictionsFile(dir);
  const rows = universe.ids.length;
  let order: readonly string[] = [];
  let result = matrix(rows, 0);
  const sink: PredictionSink = {
    faults,
    start(header) {
      requireUniqueColumns(file, header);
      order = modelOrder(file, header, models);
      result = matrix(
        rows,
        order.length,
        new Float64Array(new SharedArrayBuffer(rows * order.length * 8)).fill(Number.NaN),
      );
      const position = new Map(order.map((model, j) => [model, j]));
      return header.map((name) => {
        const j = position.get(name);
        return j === undefined ? undefined : columnOf(result, j);
      });
    },
  };
  await (file.endsWith(".csv") ? readCsvPredictions : readParquetPredictions)(file, universe, sink);
  return { models: order, matrix: result };
}

/**
 * The predictions file of a round folder.
 *
 * @throws {DatasetError} When there is none, or two.
 */
export function predictionsFile(dir: string): string {
  const found = ["predictions.parquet", "predictions.csv"]
    .map((name) => join(dir, name))
    .filter((file) => existsSync(file));
  if (found.length === 1) return found[0]!;
  if (found.length === 0) {
    throw new DatasetError(
      { file: dir },
      "neither predictions.parquet nor predictions.csv is there",
      "Is this a round folder?",
    );
  }
  throw new DatasetError({ file: dir }, "both predictions.parquet and predictions.csv are there", "Keep one of them.");
}

function modelOrder(file: string, header: readonly string[], models: readonly string[] | undefined): readonly string[] {
  const present = header.filter((name) => name !== "id");
  if (models === undefined) return present;
  const known = new Set(models);
  const unknown = present.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new DatasetError(
      { file, column: unknown },
      `unknown model; known are: ${listed(models)}`,
      "A column is named as a model of models.csv or, for a report, as a registered model.",
    );
  }
  const submitted = new Set(present);
  return models.filter((model) => submitted.has(model));
}

/** As many as fit on a line. */
function listed(models: readonly string[]): string {
  if (models.length === 0) return "none";
  return models.slice(0, 8).join(", ") + (models.length > 8 ? ` and ${models.length - 8} more` : "");
}

function fillHoles(column: Float64Array, file: string, model: string): void {
  const missing = tooManyHoles(column);
  if (missing !== undefined) {
    throw new DatasetError(
      { file, column: model },
      missing,
      "Leave the model out of the round, or fill its predictions.",
    );
  }
  rankHoles(column);
}

/** What is said of a column with more holes than a submission may have; undefined for any other. */
export function tooManyHoles(column: Float64Array): string | undefined {
  const missing = column.reduce((count, value) => (Number.isNaN(value) ? count + 1 : count), 0);
  if (column.length - missing >= (1 - MAX_MISSING_SHARE) * column.length) return undefined;
  return `${missing} of ${column.length} predictions are missing, more than 20 %`;
}

/** Where a column has holes, it becomes percentile ranks and a hole ranks in the middle. */
export function rankHoles(column: Float64Array): void {
  const present = column.filter((value) => !Number.isNaN(value));
  if (present.length === column.length) return;
  const ranks = tieKeptRank(present);
  let next = 0;
  for (let i = 0; i < column.length; i++) column[i] = Number.isNaN(column[i]) ? 0.5 : ranks[next++]!;
}
