import { createReadStream } from "node:fs";

import Papa from "papaparse";

import { DatasetError } from "./error.js";

/** One record of a CSV file and the line it starts on (the header is line 1). */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Longer records are refused: a quote that is never closed would otherwise take the rest of the file into memory. */
const MAX_RECORD = 1 << 24;
const CHUNK = 1 << 20;

/**
 * Reads a CSV file (RFC 4180, UTF-8, `\n` or `\r\n`) record by record, so that a wide file is never in memory as a whole.
 * The first record is the header. Empty lines are skipped.
 *
 * @throws {DatasetError} With the record's first line: where it has another number of cells than the header, where text
 * follows a closing quote, where a quote is not closed, and where it is longer than 2^24 characters.
 *
 * @example
 * import { readCsv } from "#dataset";
 *
 * for await (const { line, cells } of readCsv("docs/example/models.csv")) console.log(line, cells.length);
 */
export async function* readCsv(file: string): AsyncGenerator<CsvRecord> {
  let width: number | undefined;
  for await (const { line, cells } of readRecords(file)) {
    if (cells.length === 1 && cells[0] === "") continue;
    width ??= cells.length;
    if (cells.length !== width) {
      throw new DatasetError({ file, row: line }, `expected ${width} cells as in the header, got ${cells.length}`);
    }
    yield { line, cells };
  }
  if (width === undefined) throw new DatasetError({ file }, "the file is empty, expected a header");
}

/**
 * Records with their lines, from one piece of the file after another. Papa Parse's own way through a stream says neither on
 * which line a record starts nor how long one that does not end has become; its parser alone leaves both to the caller.
 */
async function* readRecords(file: string): AsyncGenerator<CsvRecord> {
  const parser = new Papa.Parser({ delimiter: ",", newline: "\n" });
  let rest = "";
  let line = 1;
  for await (const { text, last } of readText(file)) {
    rest += text;
    const { data, errors, meta } = parser.parse(rest, 0, !last) as Papa.ParseResult<string[]>;
    // What is said of a record that is not whole yet may be wrong.
    const wrong = errors.find(({ row }) => row !== undefined && row < data.length);
    const quoted = rest.includes('"');
    for (const [index, cells] of data.entries()) {
      if (index === wrong?.row) throw badQuote(file, line, wrong.code);
      yield { line, cells };
      line += 1 + (quoted ? innerLines(cells) : 0);
    }
    rest = rest.slice(meta.cursor);
    if (rest.length > MAX_RECORD) throw tooLong(file, line, rest);
  }
}

function badQuote(file: string, row: number, code: Papa.ParseError["code"]): DatasetError {
  return new DatasetError(
    { file, row },
    code === "MissingQuotes" ? "a quoted cell is never closed" : "text follows the closing quote of a cell",
    code === "MissingQuotes" ? undefined : 'Write a quote inside a quoted cell twice: "".',
  );
}

function tooLong(file: string, row: number, record: string): DatasetError {
  const what = record.includes("\n") ? "a quoted cell is not closed within" : "the line is longer than";
  return new DatasetError({ file, row }, `${what} ${MAX_RECORD} characters`);
}

function innerLines(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);
}

/** The file's text in pieces, without a byte order mark and with `\n` alone at the ends of lines. */
async function* readText(file: string): AsyncGenerator<{ readonly text: string; readonly last: boolean }> {
  let held = "";
  let first = true;
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: CHUNK })) {
    let text = held + String(chunk);
    if (first && text.startsWith("\uFEFF")) text = text.slice(1);
    first = false;
    // Whether a line ends here, the next piece tells.
    held = text.endsWith("\r") ? "\r" : "";
    yield { text: text.slice(0, text.length - held.length).replaceAll("\r\n", "\n"), last: false };
  }
  yield { text: "", last: true };
}
