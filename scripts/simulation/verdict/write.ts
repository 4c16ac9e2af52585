import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { toJson } from "#lib";

import { claimsCsv, rulesCsv } from "../report/csv.js";
import { accountsFigure, costFigure, onWhite, scoreFigure } from "../report/figures.js";
import { reportPage } from "../report/page.js";
import type { SimulationVerdict } from "./types.js";

/**
 * Writes everything that is made of a verdict. @returns the files, as they were written.
 *
 * @example
 * import { merged, QUICK, verdictOf, writeVerdict } from "#simulation";
 *
 * writeVerdict("results", verdictOf(await merged("results", QUICK), QUICK));
 */
export function writeVerdict(out: string, verdict: SimulationVerdict): string[] {
  mkdirSync(out, { recursive: true });
  const files: Record<string, string> = {
    "verdict.json": `${toJson(verdict)}\n`,
    "rules.csv": rulesCsv(verdict),
    "claims.csv": claimsCsv(verdict),
    "report.html": reportPage(verdict),
    "simulation-score.svg": onWhite(scoreFigure(verdict)),
    "simulation-accounts.svg": onWhite(accountsFigure(verdict)),
    "simulation-cost.svg": onWhite(costFigure(verdict)),
  };
  return Object.entries(files).map(([name, text]) => {
    const path = join(out, name);
    writeFileSync(path, text);
    return path;
  });
}
