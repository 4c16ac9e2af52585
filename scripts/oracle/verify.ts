import { hexlify, TypedDataEncoder } from "ethers";

import type { ChainReport, Report } from "#chain";
import { hashRoundFiles, readJudgedRound, readSubmissions } from "#dataset";
import { StakespaceError } from "#lib";
import { type Bundle, evidenceOf, firstDifference } from "./bundle.js";
import { inputsOf, type PublishedReport, readBundle, readPublishedReport } from "./bundleFolder.js";
import { makeReport, type ReportAndPages } from "./report.js";
import { namesOf, scoreSheet } from "./sheet.js";
import { REPORT_TYPES, reportDomain, signerOf } from "./sign.js";
import { NO_REASON, requireSameProgram } from "./sameProgram.js";
import { refusedIn, submissionTree } from "./submissions.js";

/** A bundle folder whose sheet came out the same. */
export interface Verified extends ReportAndPages {
  readonly bundle: Bundle;
  /** Who signed, according to the signatures in the folder. */
  readonly signers: readonly string[];
}

/**
 * Recomputes the sheet and report of a bundle folder from its round files and compares every byte: with the report that the
 * chain has, and with the copy in the folder.
 *
 * A folder is a copy, and a copy can be damaged: that has to be told from a wrong report, because only a wrong report may be
 * vetoed. So the bundle is compared with its hash before anything is made of it, and the report on the chain is judged by what
 * comes out of a bundle that it names itself.
 *
 * @param onChain Finds the chain's report for a bundle. Left out, the folder is only compared with itself: whoever wrote all of
 * it could have written anything.
 * @throws {StakespaceError} About the copy: `OTHER_EVIDENCE`, `OTHER_PROGRAM`, `ROUND_FILES_CHANGED`, `COPY_CHANGED`. About the
 * report: `NOT_REPRODUCED`. Each names what differs.
 *
 * @example
 * import { verifyBundleFolder } from "#oracle";
 *
 * const { bundle, signers } = await verifyBundleFolder("build/bundles/chain-31337-0x…/round-0001");
 */
export async function verifyBundleFolder(
  folder: string,
  onChain?: (bundle: Bundle) => Promise<ChainReport>,
): Promise<Verified> {
  const bundle = await readBundle(folder);
  const copy = await readPublishedReport(folder);
  requireEvidence(folder, bundle, copy.report.evidence, "report.json");
  const chain = await onChain?.(bundle);
  if (chain !== undefined) requireEvidence(folder, bundle, chain.report.evidence, "the report on the chain");
  await requireSameProgram(bundle);
  await requireSameFiles(folder, bundle);

  const made = await recompute(folder, bundle);
  if (chain !== undefined) requireSameReport(made.report, bundle, chain);
  requireSameCopy(folder, made, copy, chain !== undefined);
  return { bundle, ...made, signers: signersOf(folder, bundle, copy, chain?.reporters) };
}

/**
 * The report of a bundle, from its files. Whatever is wrong from here on is wrong with the report: program and files are those
 * it names, and an honest reporter had to get through the same.
 */
async function recompute(folder: string, bundle: Bundle): Promise<ReportAndPages> {
  try {
    const names = namesOf(bundle.models);
    const submissions = await readSubmissions(inputsOf(folder), names);
    const root = submissionTree(submissions, names)?.root;
    if (root !== bundle.predictionsRoot) {
      throw notReproduced(
        `${folder}: the submissions that were scored are not those that were sealed: their root is ${root ?? "none"}, sealed was ${bundle.predictionsRoot}`,
      );
    }
    const judged = firstDifference(refusedIn(submissions, names), bundle.refused, "refused");
    if (judged !== undefined) throw notReproduced(`${folder}: "${judged}" is not what its submissions give`);
    const scored = await scoreSheet(bundle, await readJudgedRound(inputsOf(folder), submissions));
    return makeReport(bundle, scored.records);
  } catch (error) {
    if (!(error instanceof StakespaceError) || error.code === "NOT_REPRODUCED") throw error;
    throw notReproduced(`${folder}: the bundle gives no sheet: ${error.message}`);
  }
}

/** A bundle that the report names by its hash is the one that was signed. */
function requireEvidence(folder: string, bundle: Bundle, evidence: string, where: string): void {
  const found = evidenceOf(bundle);
  if (found === evidence) return;
  throw new StakespaceError(
    `${folder}/bundle.json is not the one that was signed: its hash is ${found}, ${where} names ${evidence}.`,
    { code: "OTHER_EVIDENCE", hint: `Get the folder again from a reporter. ${NO_REASON}` },
  );
}

/** Judges the report on the chain by what comes out of the bundle it names. */
function requireSameReport(made: Report, bundle: Bundle, chain: ChainReport): void {
  const field = firstDifference(made, chain.report);
  const digest = TypedDataEncoder.hash(reportDomain(bundle), REPORT_TYPES, made);
  if (field === undefined && digest === chain.digest) return;
  const [ours, theirs] =
    field === undefined
      ? [`the digest ${digest}`, chain.digest]
      : [`${field} ${made[field as keyof Report]}`, chain.report[field as keyof Report]];
  throw notReproduced(
    `The report on the chain is not what its bundle gives: ${ours} comes out, the chain has ${theirs}`,
  );
}

function notReproduced(what: string): StakespaceError {
  return new StakespaceError(`${what}.`, {
    code: "NOT_REPRODUCED",
    hint: "The report is not what its bundle says. The guardian can veto it inside the challenge period.",
  });
}

/** With the chain's report known to be right, a copy that differs from it is damaged; without, either may be wrong. */
function requireSameCopy(folder: string, made: ReportAndPages, copy: PublishedReport, known: boolean): void {
  const difference =
    firstDifference(made.pages.map(hexlify), copy.pages, "pages") ??
    firstDifference(made.report, copy.report, "report");
  if (difference === undefined) return;
  throw new StakespaceError(`${folder}/report.json: "${difference}" is not what the bundle gives.`, {
    code: "COPY_CHANGED",
    ...(known && {
      hint: `The report on the chain is what comes out; this copy of it is not. Get the folder again from a reporter. ${NO_REASON}`,
    }),
  });
}

/** Who signed the copy. On a chain everybody of them must have been a reporter when the report was proposed. */
function signersOf(
  folder: string,
  bundle: Bundle,
  { report, signatures }: PublishedReport,
  reporters: readonly string[] | undefined,
): string[] {
  const signers = signatures.map((signature) => signerOf(signature, bundle, report));
  const wrong = signers.findIndex(
    (signer, place) => signer === undefined || signers.indexOf(signer) < place || reporters?.includes(signer) === false,
  );
  if (wrong < 0) return signers as string[];
  const who = signers[wrong];
  const why =
    who === undefined
      ? "cannot be read"
      : signers.indexOf(who) < wrong
        ? `is the second one of ${who}`
        : `is of ${who}, who was no reporter when the report was proposed`;
  throw new StakespaceError(`${folder}/report.json: signature ${wrong + 1} ${why}.`, {
    code: "COPY_CHANGED",
    hint: `Get the folder again from a reporter. ${NO_REASON}`,
  });
}

async function requireSameFiles(folder: string, bundle: Bundle): Promise<void> {
  const found = await hashRoundFiles(inputsOf(folder));
  const name = firstDifference(found, bundle.files);
  if (name === undefined) return;
  throw new StakespaceError(`${inputsOf(folder)}/${name} is not the file the bundle names.`, {
    code: "ROUND_FILES_CHANGED",
    hint: `Get the folder again from a reporter. ${NO_REASON}`,
  });
}
