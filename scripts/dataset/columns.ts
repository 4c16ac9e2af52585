import { LARGEST } from "#scoring";
import { DatasetError } from "./error.js";

/** Position of a column that must be there. */
export function requireColumn(file: string, header: readonly string[], column: string): number {
  const index = header.indexOf(column);
  if (index >= 0) return index;
  const found = header.slice(0, 8).join(", ") + (header.length > 8 ? ", ..." : "");
  throw new DatasetError({ file, column }, `the column is missing; found ${found}`);
}

/** Throws where two columns have the same name. */
export function requireUniqueColumns(file: string, header: readonly string[]): void {
  const seen = new Set<string>();
  for (const column of header) {
    if (seen.has(column)) throw new DatasetError({ file, column }, "the column occurs twice");
    seen.add(column);
  }
}

/**
 * A decimal number, or NaN for an empty cell, which is a hole. What is written but is not a finite decimal number ("NaN",
 * "inf", "0x1f", "n/a") throws, as does a number too large to be scored: only the absence of a number has a rule.
 */
export function parseCell(text: string, file: string, column: string, row: number): number {
  const value = Number(text);
  // Nearly every cell: not 0, which an empty cell would also give, and a digit, point or exponent second, not a letter.
  if (Math.abs(value) <= LARGEST && value !== 0 && isPlain(text)) return value;
  const trimmed = text.trim();
  if (trimmed === "") return Number.NaN;
  if (!DECIMAL.test(trimmed)) {
    throw new DatasetError({ file, column, row }, `${JSON.stringify(text)} is not a finite number`);
  }
  return requireInRange(value, { file, column, row }, text);
}

/** Throws unless a number is one that can be scored. `text` is how the file writes it. */
export function requireInRange(
  value: number,
  place: { readonly file: string; readonly column: string; readonly row: number },
  text = String(value),
): number {
  if (Math.abs(value) <= LARGEST) return value;
  throw new DatasetError(place, `${text} is not a finite number of at most ${LARGEST} in size`);
}

/** True where a cell is written as a decimal number, however large. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text.trim());
}

/** True for what starts as a decimal number does and `Number` reads in no other base. */
function isPlain(text: string): boolean {
  const first = text.charCodeAt(0);
  const second = text.charCodeAt(1);
  return first > SPACE && first <= NINE && !(second > NINE && second !== EXPONENT);
}

const SPACE = 0x20;
const NINE = 0x39;
const EXPONENT = 0x65;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
