import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { hexlify } from "ethers";
import { z } from "zod";

import { type Deployment, deploymentName, type Report } from "#chain";
import { roundName, StakespaceError, toJson } from "#lib";
import { type Bundle, bundleText, evidenceOf, parseBundle } from "./bundle.js";
import type { PreparedReport } from "./prepare.js";
import { roundFiles } from "#dataset";

/**
 * What a bundle folder holds: the bundle, the files of the round, the report, the sheet and the signatures. Everything
 * needed to compute the sheet again, and to compare.
 */
const BUNDLE = "bundle.json";
const INPUTS = "round";
const REPORT = "report.json";
/** What the name of a folder ends with while it is being written. */
const UNFINISHED = ".part";

const reportSchema = z.object({
  report: z.object({
    round: z.number(),
    sheetHash: z.string(),
    modelCount: z.number(),
    payoutFactor: z.string().transform(BigInt),
    maxScore: z.number(),
    predictionsRoot: z.string(),
    evidence: z.string(),
  }),
  pages: z.array(z.string()),
  signatures: z.array(z.string()),
});

/** A report as it was published, pages as hexadecimal text. */
export interface PublishedReport {
  readonly report: Report;
  readonly pages: readonly string[];
  readonly signatures: readonly string[];
}

/**
 * Where a deployment's bundles are kept unless said otherwise: those of two deployments never lie together.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { bundlesOf } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const folder = bundlesOf(deployment); // build/bundles/chain-31337-0x…
 */
export function bundlesOf(deployment: Pick<Deployment, "chainId" | "addresses">): string {
  return join("build", "bundles", deploymentName(deployment));
}

/**
 * The folder of a round's bundle in a folder of bundles.
 *
 * @example
 * import { bundleFolder } from "#oracle";
 *
 * bundleFolder("bundles", 7); // => "bundles/round-0007"
 */
export function bundleFolder(bundles: string, round: number): string {
  return join(bundles, roundName(round));
}

/** Where a bundle folder keeps the bundle itself. */
export function bundleFileIn(folder: string): string {
  return join(folder, BUNDLE);
}

/** Where a bundle folder keeps the files of the round. */
export function inputsOf(folder: string): string {
  return join(folder, INPUTS);
}

/**
 * Writes a bundle folder, whole or not at all. One that is there already with other evidence, of another deployment or of a
 * report that was vetoed, is set aside under another name: it may be the only copy.
 *
 * @returns Where the one before is now, if it was set aside.
 */
export async function writeBundleFolder(
  folder: string,
  prepared: PreparedReport,
  signatures: readonly string[],
): Promise<string | undefined> {
  const making = `${folder}${UNFINISHED}`;
  await rm(making, { recursive: true, force: true });
  await mkdir(inputsOf(making), { recursive: true });
  for (const name of await roundFiles(prepared.folder)) {
    await copyFile(join(prepared.folder, name), join(inputsOf(making), name));
  }
  await writeFile(join(making, BUNDLE), bundleText(prepared.bundle));
  const published: PublishedReport = { report: prepared.report, pages: prepared.pages.map(hexlify), signatures };
  await writeFile(join(making, REPORT), `${toJson(published)}\n`);

  const aside = await setAside(folder, prepared.report.evidence);
  await rename(making, folder);
  return aside;
}

/** Makes room for a folder: the same evidence is written again, any other is kept. */
async function setAside(folder: string, evidence: string): Promise<string | undefined> {
  if (!existsSync(folder)) return undefined;
  const found = await evidenceIn(folder);
  if (found === evidence) {
    await rm(folder, { recursive: true });
    return undefined;
  }
  const name = `${folder}-${found?.slice(0, 10) ?? "unreadable"}`;
  let aside = name;
  for (let next = 2; existsSync(aside); next++) aside = `${name}-${next}`;
  await rename(folder, aside);
  return aside;
}

/** The evidence of a folder's bundle; undefined when there is none that can be read. */
async function evidenceIn(folder: string): Promise<string | undefined> {
  try {
    return evidenceOf(await readBundle(folder));
  } catch (error) {
    if (error instanceof StakespaceError) return undefined;
    throw error;
  }
}

/**
 * Reads the bundle of a bundle folder.
 *
 * @throws {StakespaceError} `BUNDLE_MISSING` or `BUNDLE_UNREADABLE`.
 *
 * @example
 * import { readBundle } from "#oracle";
 *
 * const { round, models } = await readBundle("build/bundles/chain-31337-0x…/round-0001");
 */
export async function readBundle(folder: string): Promise<Bundle> {
  const file = join(folder, BUNDLE);
  if (!existsSync(file)) {
    throw new StakespaceError(`${file} is missing: ${folder} is not a bundle folder.`, {
      code: "BUNDLE_MISSING",
      hint: "Name the folder of one round, as oracle run writes it.",
    });
  }
  return parseBundle(await readFile(file, "utf8"), file);
}

/**
 * Reads the report of a bundle folder.
 *
 * @throws {StakespaceError} `REPORT_UNREADABLE`.
 */
export async function readPublishedReport(folder: string): Promise<PublishedReport> {
  const file = join(folder, REPORT);
  try {
    return reportSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw new StakespaceError(`${file} is not a report that oracle run wrote.`, {
      code: "REPORT_UNREADABLE",
      hint: "Get the folder again from a reporter.",
      cause,
    });
  }
}
