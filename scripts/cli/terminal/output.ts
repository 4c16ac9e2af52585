import { stripVTControlCharacters } from "node:util";

import picocolors from "picocolors";

import { StakespaceError, toJson } from "#lib";

/** The part of a stream that output needs; a test passes a recorder. */
export interface TextSink {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/**
 * Ends the program without a word when whoever read its output has closed the pipe: `npx hardhat status | head -1` is no
 * failure. Call it once, at the start.
 */
export function endWithReader(stdout: NodeJS.WriteStream = process.stdout): void {
  if (stdout.listeners("error").includes(endOnClosedPipe)) return;
  stdout.on("error", endOnClosedPipe);
}

function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit();
  throw error;
}

type Colors = ReturnType<typeof picocolors.createColors>;

/**
 * Colours for what goes to `sink`: on a terminal, unless `NO_COLOR` is set; with `FORCE_COLOR` always. Each stream is
 * asked for itself, because a table may go to a file while the talk goes to the terminal.
 */
export function colorsFor(sink: TextSink, env: NodeJS.ProcessEnv = process.env): Colors {
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return picocolors.createColors(false);
  if (env["FORCE_COLOR"] !== undefined && env["FORCE_COLOR"] !== "0") return picocolors.createColors(true);
  return picocolors.createColors(sink.isTTY === true && env["TERM"] !== "dumb");
}

/** Talk for the person at the terminal: one line on stderr, so that stdout carries data only. */
export function say(line: string, sink: TextSink = process.stderr): void {
  sink.write(`${line}\n`);
}

/** Prints exactly one JSON value, and nothing else, on stdout. */
export function printJson(value: unknown, sink: TextSink = process.stdout): void {
  sink.write(`${toJson(value)}\n`);
}

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

/** Prints {@link formatTable} on stdout. */
export function printTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  sink: TextSink = process.stdout,
): void {
  sink.write(`${formatTable(headers, rows, colorsFor(sink))}\n`);
}

/**
 * What to print about something that was thrown: one red line, and below it the hint, if there is one. What is not a
 * {@link StakespaceError} is a defect of the program and comes with its stack.
 */
export function formatError(thrown: unknown, colors: Colors): string {
  if (thrown instanceof StakespaceError) {
    const headline = colors.red(`Error: ${thrown.message}`);
    return thrown.hint === undefined ? headline : `${headline}\n${thrown.hint}`;
  }
  if (thrown instanceof Error)
    return `${colors.red(`Unexpected ${thrown.name}: ${thrown.message}`)}\n${thrown.stack ?? ""}`;
  return colors.red(`Unexpected: ${String(thrown)}`);
}

/** Prints {@link formatError} on stderr. */
export function printError(thrown: unknown, sink: TextSink = process.stderr): void {
  sink.write(`${formatError(thrown, colorsFor(sink))}\n`);
}
