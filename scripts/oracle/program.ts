import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { z } from "zod";

import { kernelBytes } from "#scoring";

/** Wings of which everything computes the sheet, or reads what it is made of. */
const FOLDERS = ["scripts/dataset", "scripts/scoring", "scripts/weighting"];
/** The files of other wings that do, from the round's inputs to the report. */
const FILES = [
  "scripts/lib/format.ts",
  ...["bundle", "canonicalJson", "config", "inputs", "payoutFactor", "quantize", "records", "report", "sheet"].map(
    (name) => `scripts/oracle/${name}.ts`,
  ),
  "scripts/oracle/submissions.ts",
  "scripts/twin/scoreSheet.ts",
  "scripts/twin/units.ts",
];
/** Packages that numbers go through on their way to the sheet. */
const PACKAGES = [
  "@openzeppelin/merkle-tree",
  "@stdlib/math-base-special-ln",
  "@stdlib/stats-base-dists-normal-quantile",
  "canonicalize",
  "hyparquet",
  "hyparquet-compressors",
  "papaparse",
];
/** Compiled, so that their bytes count and not what they were made from. */
const KERNELS = /^scripts\/scoring\/kernel\/(assembly|build)\//;

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** What a package that was built has instead of the sources. */
export const PROGRAM_FILE = "program.json";

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string()).default({}),
  devDependencies: z.record(z.string()).default({}),
});

let known: Promise<string> | undefined;

/**
 * What computes a sheet here, as a bundle names it: name and version, and behind a `+` the hash of all that a sheet's bytes can
 * depend on: sources, packages, compiled kernels. It is the same in a clone and in the package that was built from it, whatever
 * else was changed, and different wherever a sheet could come out differently.
 *
 * @example
 * import { programIdentity } from "#oracle";
 *
 * const program = await programIdentity(); // stakespace 0.1.0+…, 32 hexadecimal digits
 */
export function programIdentity(): Promise<string> {
  known ??= identityAt(ROOT);
  return known;
}

/** The files, relative to the root, of which a sheet is computed; sorted. */
export function programFiles(root = ROOT): string[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
      (path) => `${folder}/${path.replaceAll("\\", "/")}`,
    ),
  );
  return [...inFolders, ...FILES].filter((path) => /\.m?ts$|\.mjs$/.test(path) && !KERNELS.test(path)).sort();
}

/**
 * Whether two programs give the same sheets, whatever their versions are called.
 *
 * @example
 * import { isSameProgram } from "#oracle";
 *
 * isSameProgram("stakespace 0.1.0+00ff", "stakespace 0.2.0+00ff"); // => true
 */
export function isSameProgram(one: string, other: string): boolean {
  const [hash, otherHash] = [one, other].map((program) => program.split("+")[1]);
  return one === other || (hash !== undefined && hash === otherHash);
}

/** {@link programIdentity} of sources that lie elsewhere, or with other kernels. */
export async function identityAt(root: string, kernels?: Uint8Array): Promise<string> {
  const built = join(root, PROGRAM_FILE);
  if (existsSync(built)) {
    return z.object({ program: z.string() }).parse(JSON.parse(readFileSync(built, "utf8"))).program;
  }
  const { name, version, dependencies, devDependencies } = manifest.parse(
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")),
  );
  const hash = createHash("sha256");
  // However a checkout writes the ends of lines.
  for (const path of programFiles(root)) {
    hash.update(`${path}\0${readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n")}\0`);
  }
  for (const used of PACKAGES) hash.update(`${used}\0${dependencies[used] ?? devDependencies[used] ?? "none"}\0`);
  hash.update(kernels ?? (await kernelBytes()));
  return `${name} ${version}+${hash.digest("hex").slice(0, 32)}`;
}
