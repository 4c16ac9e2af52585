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
 * "inf", "0x1f", "n/a") throws: only the absence of a number has a rule.
 */
export function parseCell(text: string, file: string, column: string, row: number): number {
  const value = Number(text);
  if (Number.isFinite(value) && value !== 0 && !(text.charCodeAt(1) > NINE && text.charCodeAt(1) !== EXPONENT))
    return value;
  const trimmed = text.trim();
  if (trimmed === "") return Number.NaN;
  if (!Number.isFinite(value) || !DECIMAL.test(trimmed)) {
    throw new DatasetError({ file, column, row }, `${JSON.stringify(text)} is not a finite number`);
  }
  return value;
}

const NINE = 0x39;
const EXPONENT = 0x65;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
