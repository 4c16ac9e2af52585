import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { toJson } from "#lib";

import { dataPage } from "../report/dataPage.js";
import type { DataVerdict } from "./verdict.js";

/**
 * Writes what each rule would have done to a recorded tournament. @returns the files, as they were written.
 *
 * @example
 * import { dataVerdict, readTournament, writeDataVerdict } from "#simulation";
 *
 * writeDataVerdict("results", dataVerdict(await readTournament("my-tournament"), 5));
 */
export function writeDataVerdict(out: string, verdict: DataVerdict): string[] {
  mkdirSync(out, { recursive: true });
  const files = {
    "verdict.json": `${toJson(verdict)}\n`,
    "rules.csv": dataCsv(verdict),
    "report.html": dataPage(verdict),
  };
  return Object.entries(files).map(([name, text]) => {
    const path = join(out, name);
    writeFileSync(path, text);
    return path;
  });
}

function dataCsv({ rules }: DataVerdict): string {
  const header = "rule,title,score,score_se,minus_linear,minus_linear_se,t,half_accounts,displaced,rounds";
  const lines = Object.entries(rules).map(([id, row]) =>
    [
      id,
      `"${row.title}"`,
      row.score,
      row.score_se,
      row.minus_linear,
      row.minus_linear_se,
      row.t,
      row.half_accounts,
      row.displaced,
      row.rounds,
    ].join(","),
  );
  return `${[header, ...lines].join("\n")}\n`;
}
