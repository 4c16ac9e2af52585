import { columnOf, matrix, type Matrix } from "../../scoring/matrix.js";
import { parseCell, requireColumn, requireUniqueColumns } from "./columns.js";
import { readCsv } from "./csv.js";
import { DatasetError } from "./error.js";
import { RowMap, type Universe } from "./universe.js";

export interface Exposures {
  /** Numeric columns by their name in file order, then `column=group` for each group of each text column. */
  readonly names: readonly string[];
  readonly matrix: Matrix;
}

/**
 * Reads `id`, numeric columns and text columns (each becomes one 0/1 column per group, groups in order of their names).
 * The first row decides which a column is. Every stock must have every exposure: there is no rule to fill a hole here.
 */
export async function readExposures(file: string, universe: Universe): Promise<Exposures> {
  const rows = new RowMap(universe, file);
  let header: readonly string[] | undefined;
  let columns: Column[] = [];
  let id = 0;
  for await (const { cells, line } of readCsv(file)) {
    if (header === undefined) {
      requireUniqueColumns(file, cells);
      id = requireColumn(file, cells, "id");
      header = cells;
      continue;
    }
    if (columns.length === 0) columns = columnsOf(header, id, cells, universe.ids.length);
    const row = rows.row(cells[id]!, line);
    if (row === undefined) continue;
    for (const column of columns) readCell(column, cells[column.index]!, row, file, line);
  }
  const missing = rows.missing();
  if (missing !== undefined) throw new DatasetError({ file, column: "id" }, `id "${missing}" is missing`);
  return encode(columns, universe.ids.length);
}

type Column = { readonly name: string; readonly index: number } & (
  { readonly numbers: Float64Array } | { readonly groups: string[] }
);

function columnsOf(header: readonly string[], id: number, first: readonly string[], rows: number): Column[] {
  return header
    .map((name, index) => ({ name, index }))
    .filter(({ index }) => index !== id)
    .map(({ name, index }) => {
      const isNumber = first[index]!.trim() === "" || !Number.isNaN(Number(first[index])) || first[index] === "NaN";
      return isNumber
        ? { name, index, numbers: new Float64Array(rows) }
        : { name, index, groups: new Array<string>(rows).fill("") };
    });
}

function readCell(column: Column, text: string, row: number, file: string, line: number): void {
  const place = { file, column: column.name, row: line };
  if ("groups" in column) {
    if (text === "") throw new DatasetError(place, "the group is missing");
    column.groups[row] = text;
    return;
  }
  const value = parseCell(text, file, column.name, line);
  if (Number.isNaN(value)) throw new DatasetError(place, "the exposure is missing");
  column.numbers[row] = value;
}

function encode(columns: readonly Column[], rows: number): Exposures {
  const numeric = columns.filter((column) => "numbers" in column);
  const oneHot = columns
    .filter((column) => "groups" in column)
    .flatMap((column) => [...new Set(column.groups)].sort().map((group) => ({ column, group })));
  const result = matrix(rows, numeric.length + oneHot.length);
  numeric.forEach((column, j) => result.data.set(column.numbers, j * rows));
  oneHot.forEach(({ column, group }, k) => {
    const to = columnOf(result, numeric.length + k);
    column.groups.forEach((value, row) => {
      if (value === group) to[row] = 1;
    });
  });
  return {
    names: [...numeric.map(({ name }) => name), ...oneHot.map(({ column, group }) => `${column.name}=${group}`)],
    matrix: result,
  };
}
