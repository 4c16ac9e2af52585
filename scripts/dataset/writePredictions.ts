import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { UNREAD_FILE, type UnreadSubmission } from "./unread.js";

/** A column of predictions, NaN where there is none. */
export interface PredictionColumn {
  readonly model: string;
  readonly values: Float64Array;
}

/**
 * Writes a round folder's `predictions.csv`, and `refused.json` where submissions count as none. The same submissions give the
 * same bytes: ids and columns in the order given, numbers in the shortest text that reads back as the same double.
 *
 * @param columns Over the ids, at least none.
 *
 * @example
 * import { writePredictions } from "#dataset";
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const dir = await mkdtemp(join(tmpdir(), "round-"));
 * await writePredictions(dir, ["A", "B"], [{ model: "my-model", values: Float64Array.of(0.1, 0.9) }], []);
 */
export async function writePredictions(
  dir: string,
  ids: readonly string[],
  columns: readonly PredictionColumn[],
  unread: readonly UnreadSubmission[],
): Promise<void> {
  const lines = [["id", ...columns.map(({ model }) => model)].join(",")];
  for (const [row, id] of ids.entries()) {
    const cells = columns.map(({ values }) => (Number.isNaN(values[row]!) ? "" : String(values[row]! + 0)));
    lines.push([quoted(id), ...cells].join(","));
  }
  await writeFile(join(dir, "predictions.csv"), `${lines.join("\n")}\n`);
  const refused = join(dir, UNREAD_FILE);
  if (unread.length === 0) await rm(refused, { force: true });
  else await writeFile(refused, `${JSON.stringify(unread, null, 2)}\n`);
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
