import { columnOf, matrix, type Matrix, neutralizingBasis, exposureBasis } from "#scoring";
import { isDecimal, parseCell, requireColumn, requireUniqueColumns } from "./columns.js";
import { readCsv } from "./csv.js";
import { DatasetError, type DatasetPlace } from "./error.js";
import { RowMap, type Universe } from "./universe.js";

export interface Exposures {
  /** Numeric columns by their name in file order, then `column=group` for each group of each text column. */
  readonly names: readonly string[];
  readonly matrix: Matrix;
}

/**
 * Reads `id`, numeric columns and text columns (each becomes one 0/1 column per group, groups in order of their names). A
 * column is text where no cell of it is a number. Every stock must have every exposure: there is no rule to fill a hole here.
 *
 * Exposures that leave nothing of any prediction throw: FNC and TC of everybody would be 0.
 */
export async function readExposures(file: string, universe: Universe): Promise<Exposures> {
  const rows = new RowMap(universe, file);
  let columns: Column[] | undefined;
  let id = 0;
  for await (const { cells, line } of readCsv(file)) {
    if (columns === undefined) {
      requireUniqueColumns(file, cells);
      id = requireColumn(file, cells, "id");
      columns = cells.map((name, index) => ({ name, index })).filter(({ index }) => index !== id);
      continue;
    }
    const row = rows.row(cells[id]!, line);
    if (row === undefined) continue;
    for (const column of columns) readCell(column, cells[column.index]!, row, universe.ids.length, file, line);
  }
  const missing = rows.missing();
  if (missing !== undefined) throw new DatasetError({ file, column: "id" }, `id "${missing}" is missing`);
  const exposures = encode(columns ?? [], universe.ids.length, file);
  requireRoom(exposures.matrix, file);
  return exposures;
}

/** What is known of a column so far: neither numbers nor groups before its first cell, then one of them. */
interface Column {
  readonly name: string;
  readonly index: number;
  numbers?: Float64Array;
  groups?: string[];
  /** Line and text of the first group. */
  firstGroup?: { readonly line: number; readonly text: string };
}

/** How other programs write the absence of a number. As the name of a group it would hide a hole among the stocks. */
const ABSENT = /^[+-]?(nan|inf|infinity|na|n\/a|#n\/a|null|none)$/i;

function readCell(column: Column, text: string, row: number, rows: number, file: string, line: number): void {
  const place = { file, column: column.name, row: line };
  if (text.trim() === "") {
    throw new DatasetError(place, column.groups === undefined ? "the exposure is missing" : "the group is missing");
  }
  if (isDecimal(text)) {
    if (column.firstGroup !== undefined)
      throw notNumber({ ...place, row: column.firstGroup.line }, column.firstGroup.text);
    column.numbers ??= new Float64Array(rows);
    column.numbers[row] = parseCell(text, file, column.name, line);
    return;
  }
  if (column.numbers !== undefined) throw notNumber(place, text);
  if (ABSENT.test(text.trim())) {
    throw new DatasetError(
      place,
      `${JSON.stringify(text)} is neither a finite number nor the name of a group`,
      "Fill the hole, or give the group another name.",
    );
  }
  column.firstGroup ??= { line, text };
  column.groups ??= new Array<string>(rows).fill("");
  column.groups[row] = text;
}

function notNumber(place: DatasetPlace, text: string): DatasetError {
  return new DatasetError(place, `${JSON.stringify(text)} is not a finite number, as other cells of the column are`);
}

/** Throws where the exposures and a constant span all there is, so that no prediction has a part of its own. */
function requireRoom(exposures: Matrix, file: string): void {
  const { rows, columns } = exposures;
  // So few columns cannot: most rounds need no decomposition here.
  if (columns + 1 < rows) return;
  if (neutralizingBasis(exposures).columns < rows && exposureBasis(exposures).columns + 1 < rows) return;
  throw new DatasetError(
    { file },
    `the exposures explain any prediction of ${rows} stocks entirely, so FNC and TC of every model would be 0`,
    "Leave exposures out, or group stocks more coarsely.",
  );
}

function encode(columns: readonly Column[], rows: number, file: string): Exposures {
  const numeric = columns.flatMap(({ name, numbers }) => (numbers === undefined ? [] : [{ name, numbers }]));
  const oneHot = columns
    .flatMap(({ name, groups }) => (groups === undefined ? [] : [{ name, groups }]))
    .flatMap((column) => groupsOf(column, file).map((group) => ({ column, group })));
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

/** Names of a text column's groups in order. Throws where each stock has one of its own: that is a name, not a group. */
function groupsOf(column: { readonly name: string; readonly groups: readonly string[] }, file: string): string[] {
  const groups = [...new Set(column.groups)].sort();
  if (groups.length < column.groups.length || groups.length === 1) return groups;
  throw new DatasetError(
    { file, column: column.name },
    `each of the ${groups.length} stocks has a group of its own, expected groups of several`,
    "Such a column explains any prediction entirely: leave it out.",
  );
}
