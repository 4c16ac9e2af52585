import { existsSync } from "node:fs";
import { join } from "node:path";

import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";

import { DatasetError, readCsv } from "#dataset";
import { messageOf, StakespaceError } from "#lib";

import { roundFolders, scoredRounds } from "./recordedRounds.js";
import type { DataRow } from "./types.js";

/** Names of the table, the first that is there. */
const FILES = ["tournament.parquet", "tournament.csv"] as const;
const REQUIRED = ["round", "model", "stake", "score"] as const;

/**
 * Reads a tournament's own stakes and scores: `tournament.parquet` or `tournament.csv` in a folder, a row for each model and
 * round, columns `round, model, stake, score` and, if there are any, `account` (else each model is its own) and `tc`. Else round folders with predictions, which are scored first.
 *
 * @throws {StakespaceError} naming file, column and row.
 *
 * @example
 * import { readTournament } from "#simulation";
 *
 * const rows = await readTournament("my-tournament");
 */
export async function readTournament(folder: string): Promise<DataRow[]> {
  const file = FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) {
    const folders = roundFolders(folder);
    if (folders.length > 0) return scoredRounds(folders);
    throw new StakespaceError(`${folder} has neither ${FILES.join(" nor ")} nor round folders.`, {
      code: "DATA",
      hint: "docs/simulation.md says which columns the table has.",
    });
  }
  const records = file.endsWith(".csv") ? await csvRecords(file) : await parquetRecords(file);
  const rows: DataRow[] = [];
  const seen = new Set<string>();
  for (const { row, cells } of records) {
    const read = rowOf(file, row, cells);
    const key = `${read.round} ${read.model}`;
    if (seen.has(key)) throw new DatasetError({ file, row }, `model "${read.model}" is in round ${read.round} twice`);
    seen.add(key);
    rows.push(read);
  }
  if (rows.length === 0) throw new DatasetError({ file }, "has no rows");
  return rows;
}

/** A line of the table. Rows of a CSV file count with the header as line 1, those of a Parquet file from 1. */
interface TableRecord {
  readonly row: number;
  readonly cells: Readonly<Record<string, unknown>>;
}

async function csvRecords(file: string): Promise<TableRecord[]> {
  const records: TableRecord[] = [];
  let header: readonly string[] | undefined;
  for await (const { line, cells } of readCsv(file)) {
    if (header === undefined) {
      header = cells;
      requireColumns(file, header);
      continue;
    }
    records.push({ row: line, cells: Object.fromEntries(header.map((name, index) => [name, cells[index]])) });
  }
  return records;
}

async function parquetRecords(file: string): Promise<TableRecord[]> {
  try {
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors });
    requireColumns(file, Object.keys(rows[0] ?? {}));
    return rows.map((cells, index) => ({ row: index + 1, cells }));
  } catch (cause) {
    if (cause instanceof StakespaceError) throw cause;
    throw new DatasetError({ file }, `is not a readable Parquet file: ${messageOf(cause)}`, undefined, cause);
  }
}

function requireColumns(file: string, header: readonly string[]): void {
  const missing = REQUIRED.find((name) => !header.includes(name));
  if (missing !== undefined)
    throw new DatasetError({ file, column: missing }, `is missing; there are: ${header.join(", ")}`);
}

function rowOf(file: string, row: number, cells: TableRecord["cells"]): DataRow {
  const number = (column: string): number | undefined => numberIn(cells[column], { file, row, column });
  const round = number("round");
  if (round === undefined || !Number.isInteger(round)) {
    throw new DatasetError({ file, row, column: "round" }, `${shown(cells["round"])} is not a whole number`);
  }
  const model = textOf(cells["model"]);
  if (model === "") throw new DatasetError({ file, row, column: "model" }, "is empty");
  const stake = number("stake") ?? 0;
  if (stake < 0) throw new DatasetError({ file, row, column: "stake" }, `${stake} is negative`);
  const account = textOf(cells["account"]);
  return { round, model, account: account === "" ? model : account, stake, score: number("score"), tc: number("tc") };
}

/** Nothing, an empty cell and NaN are holes. */
function numberIn(value: unknown, place: { file: string; row: number; column: string }): number | undefined {
  if (value === undefined || value === null || value === "" || Number.isNaN(value)) return undefined;
  const number = typeof value === "number" ? value : Number(textOf(value));
  if (!Number.isFinite(number)) throw new DatasetError(place, `${shown(value)} is not a finite number`);
  return number;
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "bigint" ? String(value) : "";
}

function shown(value: unknown): string {
  return `"${textOf(value)}"`;
}
