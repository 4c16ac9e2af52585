import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";

import { createHardhatRuntimeEnvironment } from "hardhat/hre";

import config from "../../hardhat.config.js";
import { StakespaceError } from "../lib/errors.js";
import { fileDifferences } from "../lib/fileDifferences.js";
import { runMain } from "../lib/main.js";
import { say } from "../lib/output.js";

const COMMITTED = "typechain-types";
const git = (args: string[], input?: string): string =>
  execFileSync("git", args, { encoding: "utf8", ...(input === undefined ? {} : { input }) });

// The generated types are committed, so they can fall behind. They are generated once more, elsewhere, and compared with
// what git would commit; comparing with the working tree would always succeed after a build.
await runMain(async () => {
  if (!insideGit()) {
    say(`Not a git checkout: ${COMMITTED} was not compared with the contracts.`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "stakespace-typechain-"));
  try {
    await generate(folder);
    const { missing, changed, extra } = fileDifferences(hashesOfFolder(folder), hashesInIndex());
    const report = [
      ...missing.map((path) => `  missing   ${path}`),
      ...changed.map((path) => `  outdated  ${path}`),
      ...extra.map((path) => `  obsolete  ${path}`),
    ];
    if (report.length === 0) return;
    throw new StakespaceError(`${COMMITTED} does not fit the contracts:\n${report.join("\n")}`, {
      code: "TYPECHAIN_OUTDATED",
      hint: `Run \`rm -r ${COMMITTED} && npx hardhat build && git add ${COMMITTED}\`.`,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function insideGit(): boolean {
  try {
    return git(["rev-parse", "--is-inside-work-tree"]).trim() === "true";
  } catch {
    return false;
  }
}

async function generate(outDir: string): Promise<void> {
  const hre = await createHardhatRuntimeEnvironment({ ...config, typechain: { ...config.typechain, outDir } }, {});
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
}

function hashesOfFolder(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hashes = git(["hash-object", "--stdin-paths"], files.join("\n")).trim().split("\n");
  return new Map(files.map((file, index) => [relative(folder, file).split(sep).join("/"), hashes[index] ?? ""]));
}

function hashesInIndex(): Map<string, string> {
  // Each line: mode, hash, stage, tab, path.
  const lines = git(["ls-files", "--stage", "--", COMMITTED]).split("\n").filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [entry = "", path = ""] = line.split("\t");
      return [path.slice(COMMITTED.length + 1), entry.split(" ")[1] ?? ""];
    }),
  );
}
