/** The lines of one source file, as a coverage report sees them. */
export interface FileCoverage {
  path: string;
  /** Number of lines that hold code. */
  lines: number;
  /** Those never executed, ascending, counted from 1. */
  uncovered: number[];
}

/**
 * Reads the line records of an LCOV trace.
 *
 * @param trace Contents of an `lcov.info`: `SF:` opens a file, `DA:<line>,<count>` is a line, the rest is not needed.
 */
export function uncoveredLines(trace: string): FileCoverage[] {
  const files: FileCoverage[] = [];
  for (const record of trace.split("\n")) {
    if (record.startsWith("SF:")) files.push({ path: record.slice(3).trim(), lines: 0, uncovered: [] });
    const line = /^DA:(\d+),(\d+)/.exec(record);
    const file = files.at(-1);
    if (line === null || file === undefined) continue;
    file.lines += 1;
    if (Number(line[2]) === 0) file.uncovered.push(Number(line[1]));
  }
  for (const { uncovered } of files) uncovered.sort((a, b) => a - b);
  return files;
}

/** Ascending numbers with neighbours joined: `[1, 2, 3, 7]` is `"1-3, 7"`. */
export function formatLines(lines: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last !== undefined && line === last[1] + 1) last[1] = line;
    else runs.push([line, line]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(", ");
}
