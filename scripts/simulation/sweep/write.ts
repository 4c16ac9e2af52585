import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { toJson } from "#lib";

import { sweepTables } from "./tables.js";
import type { SweepVerdict } from "./types.js";

/**
 * Writes what a sweep found, as JSON and as tables. @returns the files, as they were written.
 *
 * @example
 * import { merged, SWEEP, sweepVerdictOf, writeSweep } from "#simulation";
 *
 * writeSweep("results", sweepVerdictOf(await merged("results", SWEEP), SWEEP.sweep));
 */
export function writeSweep(out: string, verdict: SweepVerdict): string[] {
  mkdirSync(out, { recursive: true });
  const files = { "sweep.json": `${toJson(verdict)}\n`, "sweep.md": sweepTables(verdict) };
  return Object.entries(files).map(([name, text]) => {
    const path = join(out, name);
    writeFileSync(path, text);
    return path;
  });
}
