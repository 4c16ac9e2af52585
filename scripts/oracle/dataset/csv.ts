import { createReadStream } from "node:fs";
import { DatasetError } from "./error.js";

/** One record of a CSV file and the line it starts on (the header is line 1). */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a CSV file (RFC 4180, UTF-8, `\n` or `\r\n`) record by record, so that a wide file is never in memory as a whole.
 * The first record is the header. Empty lines are skipped; a record with another number of cells than the header throws.
 */
export async function* readCsv(file: string): AsyncGenerator<CsvRecord> {
  let line = 0;
  let width: number | undefined;
  let open: { text: string; line: number } | undefined;
  for await (const text of readLines(file)) {
    line++;
    const record = open === undefined ? { text, line } : { text: `${open.text}\n${text}`, line: open.line };
    if (!isBalanced(record.text)) {
      open = record;
      continue;
    }
    open = undefined;
    if (record.text === "") continue;
    const cells = splitRecord(record.text);
    width ??= cells.length;
    if (cells.length !== width) {
      throw new DatasetError(
        { file, row: record.line },
        `expected ${width} cells as in the header, got ${cells.length}`,
      );
    }
    yield { line: record.line, cells };
  }
  if (open !== undefined) throw new DatasetError({ file, row: open.line }, "a quoted cell is never closed");
  if (width === undefined) throw new DatasetError({ file }, "the file is empty, expected a header");
}

async function* readLines(file: string): AsyncGenerator<string> {
  let rest = "";
  let first = true;
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    let text = rest + String(chunk);
    if (first && text.startsWith("\uFEFF")) text = text.slice(1);
    first = false;
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      yield withoutReturn(text.slice(start, end));
      start = end + 1;
    }
    rest = text.slice(start);
  }
  if (rest !== "") yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

function isBalanced(text: string): boolean {
  if (!text.includes('"')) return true;
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++;
  return quotes % 2 === 0;
}

function splitRecord(text: string): string[] {
  if (!text.includes('"')) return text.split(",");
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"' && quoted && text[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (character === "," && !quoted) {
      cells.push(cell);
      cell = "";
    } else {
      cell += character;
    }
  }
  cells.push(cell);
  return cells;
}
