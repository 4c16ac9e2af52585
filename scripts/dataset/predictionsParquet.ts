import { asyncBufferFromFile, parquetScan, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { messageOf } from "#lib";
import { requireColumn, requireInRange } from "./columns.js";
import { DatasetError } from "./error.js";
import type { PredictionSink } from "./predictionSink.js";
import { RowMap, type Universe } from "./universe.js";

/** Reads predictions one column at a time straight into the columns of the sink. Rows in errors count from 1. */
export async function readParquetPredictions(file: string, universe: Universe, sink: PredictionSink): Promise<void> {
  const scan = await openParquet(file);
  const header = parquetSchema(scan.metadata).children.map(({ element }) => element.name);
  requireColumn(file, header, "id");
  const columns = sink.start(header);
  const { faults } = sink;
  const rows = new RowMap(universe, file);
  const range = { rowStart: 0, rowEnd: Number(scan.metadata.num_rows) };
  const ids = Array.from(await readColumn("id"), String);
  const rowOf = ids.map((id, k) => (faults === undefined ? rows.row(id, k + 1) : universe.find(id)));

  for (let j = 0; j < header.length; j++) {
    const to = columns[j];
    if (to === undefined) continue;
    const model = header[j]!;
    const from = await readColumn(model);
    for (let k = 0; k < from.length; k++) {
      const [row, value] = [rowOf[k], from[k]];
      if (faults === undefined) {
        if (row !== undefined) to[row] = numberOf(value, file, model, k + 1);
        continue;
      }
      if (value === null || value === undefined) continue;
      const cell = { model, id: ids[k]!, line: k + 1, text: textOf(value) };
      const number = faults.take(cell, row, to, (name) => numberOf(value, name, model, k + 1));
      if (number !== undefined) to[row!] = number;
    }
  }

  async function readColumn(column: string): Promise<ArrayLike<unknown>> {
    try {
      return await scan.readColumn({ column, ...range });
    } catch (cause) {
      throw new DatasetError({ file, column }, `cannot be read: ${messageOf(cause)}`, undefined, cause);
    }
  }
}

async function openParquet(file: string): ReturnType<typeof parquetScan> {
  try {
    return await parquetScan({ file: await asyncBufferFromFile(file), compressors });
  } catch (cause) {
    throw new DatasetError({ file }, `is not a readable Parquet file: ${messageOf(cause)}`, undefined, cause);
  }
}

/** Null is a hole (NaN); integers become doubles; everything else that is not a number that can be scored throws. */
function numberOf(value: unknown, file: string, column: string, row: number): number {
  const place = { file, column, row };
  if (typeof value === "number" && !Number.isNaN(value)) return requireInRange(value, place);
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === "bigint") return requireInRange(Number(value), place);
  throw new DatasetError(place, `${textOf(value)} is not a finite number`);
}

function textOf(value: unknown): string {
  return ["number", "string", "bigint"].includes(typeof value) ? String(value) : `a ${typeof value}`;
}
