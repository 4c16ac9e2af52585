import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { StakespaceError } from "#lib";

/** The folder of the clone. */
export const project = fileURLToPath(new URL("../../..", import.meta.url));
/** Runs a program to its end. */
export const run = promisify(execFile);

/** Brings the packages of a workspace, where its lock file is not what is installed. */
export async function install(workspace: string, onStep: (step: string) => void): Promise<void> {
  const folder = join(project, workspace);
  if (isInstalled(folder)) return;
  onStep(`installing the packages of ${workspace}`);
  try {
    await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], { cwd: folder });
  } catch (error) {
    throw new StakespaceError(`The packages of ${workspace} could not be installed.`, {
      code: "INSTALL_FAILED",
      hint: `Try it there by hand: cd ${workspace} && npm ci`,
      cause: error,
    });
  }
}

/** Whether what npm noted of its last installation has every package of the lock file, in its version. */
function isInstalled(folder: string): boolean {
  const note = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(note)) return false;
  const versions = (file: string): Record<string, { version?: string; optional?: boolean }> =>
    (JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, { version?: string; optional?: boolean }> })
      .packages;
  const there = versions(note);
  return Object.entries(versions(join(folder, "package-lock.json"))).every(
    ([path, { version, optional }]) => path === "" || optional === true || there[path]?.version === version,
  );
}
