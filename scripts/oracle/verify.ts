import { hexlify } from "ethers";

import { StakespaceError } from "../lib/errors.js";
import { type Bundle, evidenceOf, firstDifference } from "./bundle.js";
import { inputsOf, readBundle, readPublishedReport } from "./bundleFolder.js";
import { PROGRAM } from "./program.js";
import { makeReport, type ReportAndPages } from "./report.js";
import { hashRoundFiles } from "./roundFolder.js";
import { readRound } from "./dataset.js";
import { namesOf, scoreSheet } from "./sheet.js";

/** A bundle folder whose sheet came out the same. */
export interface Verified extends ReportAndPages {
  readonly bundle: Bundle;
}

/**
 * Recomputes the sheet and report of a bundle folder from its round files and compares every byte. Needs no chain; compare
 * the report's evidence with the one in the chain's `ReportProposed` event to know that it is the bundle that was signed.
 *
 * @throws {StakespaceError} `OTHER_PROGRAM`, `ROUND_FILES_CHANGED` or `NOT_REPRODUCED`, naming what differs.
 */
export async function verifyBundleFolder(folder: string): Promise<Verified> {
  const bundle = await readBundle(folder);
  requireSameProgram(bundle);
  await requireSameFiles(folder, bundle);
  const data = await readRound(inputsOf(folder), namesOf(bundle.models));
  const scored = await scoreSheet(bundle, data);
  const made = makeReport(scored.bundle, scored.records);

  const published = await readPublishedReport(folder);
  const difference =
    firstDifference(scored.bundle, bundle, "bundle") ??
    firstDifference(made.pages.map(hexlify), published.pages, "pages") ??
    firstDifference(made.report, published.report, "report");
  if (difference !== undefined) {
    throw new StakespaceError(`${folder}: what was computed and what was published differ in "${difference}".`, {
      code: "NOT_REPRODUCED",
      hint: "The report is not what its bundle says. The guardian can veto it inside the challenge period.",
    });
  }
  return { bundle, ...made };
}

/**
 * Whether a bundle is the one a report on the chain stands on.
 *
 * @throws {StakespaceError} `OTHER_EVIDENCE`.
 */
export function requireEvidence(bundle: Bundle, evidence: string): void {
  const found = evidenceOf(bundle);
  if (found === evidence) return;
  throw new StakespaceError(`The bundle's evidence is ${found}, the report on the chain names ${evidence}.`, {
    code: "OTHER_EVIDENCE",
    hint: "This is not the bundle that was signed. Ask a reporter for the right one.",
  });
}

function requireSameProgram({ program }: Bundle): void {
  if (program === PROGRAM) return;
  throw new StakespaceError(`The bundle was made by ${program}, this is ${PROGRAM}.`, {
    code: "OTHER_PROGRAM",
    hint: `Verify it with ${program}.`,
  });
}

async function requireSameFiles(folder: string, bundle: Bundle): Promise<void> {
  const found = await hashRoundFiles(inputsOf(folder));
  const name = firstDifference(found, bundle.files);
  if (name === undefined) return;
  throw new StakespaceError(`${inputsOf(folder)}/${name} is not the file the bundle names.`, {
    code: "ROUND_FILES_CHANGED",
    hint: "Get the folder again from a reporter.",
  });
}
