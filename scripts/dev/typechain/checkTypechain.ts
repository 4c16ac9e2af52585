import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";

import { createHardhatRuntimeEnvironment } from "hardhat/hre";

import config from "../../../hardhat.config.js";
import { StakespaceError } from "#lib";
import { fileDifferences } from "./fileDifferences.js";
import { runMain } from "#cli";
import { say } from "#cli";

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
    await generate(join(folder, "fresh"));
    writeIndexTo(join(folder, "index"));
    const { missing, changed, extra } = fileDifferences(
      contentsOf(join(folder, "fresh")),
      contentsOf(join(folder, "index", COMMITTED)),
    );
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

/** The committed files as git has them in its index, written below `folder`. */
function writeIndexTo(folder: string): void {
  git(["checkout-index", "-z", "--stdin", `--prefix=${folder}${sep}`], git(["ls-files", "-z", "--", COMMITTED]));
}

function contentsOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [relative(folder, file).split(sep).join("/"), readFileSync(file, "utf8")]));
}
