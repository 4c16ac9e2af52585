import { parseCell, requireColumn, requireUniqueColumns } from "./columns.js";
import { readCsv } from "./csv.js";
import { DatasetError } from "./error.js";
import { MAX_MISSING_SHARE, Universe } from "./universe.js";

export interface Targets {
  readonly universe: Universe;
  readonly target: Float64Array;
}

/**
 * Reads `id,target`. A stock with an empty target leaves the round, up to 20 % of them. Throws on a duplicate id and on a
 * target that does not vary.
 */
export async function readTargets(file: string): Promise<Targets> {
  const values = new Map<string, number>();
  let columns: { id: number; target: number } | undefined;
  for await (const { cells, line } of readCsv(file)) {
    if (columns === undefined) {
      requireUniqueColumns(file, cells);
      columns = { id: requireColumn(file, cells, "id"), target: requireColumn(file, cells, "target") };
      continue;
    }
    const id = cells[columns.id]!;
    if (values.has(id)) throw new DatasetError({ file, column: "id", row: line }, `id "${id}" occurs twice`);
    values.set(id, parseCell(cells[columns.target]!, file, "target", line));
  }
  const entries = [...values];
  const scored = entries.filter(([, value]) => !Number.isNaN(value));
  requireEnough(file, scored.length, entries.length);
  const universe = new Universe(
    scored.map(([id]) => id),
    entries.filter(([, value]) => Number.isNaN(value)).map(([id]) => id),
  );
  const target = Float64Array.from(universe.ids, (id) => values.get(id)!);
  if (target.every((value) => value === target[0])) {
    throw new DatasetError(
      { file, column: "target" },
      `all ${target.length} targets are ${target[0]}, expected values that differ`,
    );
  }
  return { universe, target };
}

function requireEnough(file: string, scored: number, all: number): void {
  if (all === 0) throw new DatasetError({ file }, "there is no row, expected one per stock");
  if (scored < (1 - MAX_MISSING_SHARE) * all) {
    throw new DatasetError({ file, column: "target" }, `${all - scored} of ${all} targets are missing, more than 20 %`);
  }
}
