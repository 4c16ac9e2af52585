import { stripVTControlCharacters } from "node:util";

import { colorsFor, type Colors, type TextSink } from "./output.js";

const LOOKS_NUMERIC = /^[+-]?[\d,]*\.?\d+(?:e[+-]?\d+)?(?: ?%)?$|^[-–—]?$/i;

/**
 * A table for a terminal of any width: columns two spaces apart, those that hold only numbers set to the right.
 *
 * @param headers One title per column.
 * @param rows As many cells as there are headers; colours in cells do not count for the width.
 * @returns Lines without a newline at the end.
 */
export function formatTable(headers: readonly string[], rows: readonly (readonly string[])[], colors?: Colors): string {
  const plain = (cell: string): string => stripVTControlCharacters(cell);
  const columns = headers.map((header, column) => {
    const cells = rows.map((row) => plain(row[column] ?? ""));
    return {
      width: Math.max(plain(header).length, ...cells.map((cell) => cell.length)),
      numeric: cells.length > 0 && cells.every((cell) => LOOKS_NUMERIC.test(cell)),
    };
  });
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ width, numeric }, column) => {
        const cell = cells[column] ?? "";
        const space = " ".repeat(width - plain(cell).length);
        return numeric ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  const bold = colors?.bold ?? ((text: string) => text);
  const rule = columns.map(({ width }) => "─".repeat(width)).join("  ");
  return [bold(line(headers)), rule, ...rows.map(line)].join("\n");
}

/**
 * Prints {@link formatTable} on stdout.
 *
 * @example
 * import { printTable } from "#cli";
 *
 * printTable(["model", "filled"], [["my-model", "80.00"]]);
 */
export function printTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  sink: TextSink = process.stdout,
): void {
  sink.write(`${formatTable(headers, rows, colorsFor(sink))}\n`);
}
