import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { StakespaceError } from "#lib";
import { install, project, run } from "./install.js";

/** Brings the packages of workspaces, one after the other, and says so. */
export async function installAll(workspaces: readonly string[]): Promise<void> {
  for (const workspace of workspaces) await install(workspace, (step) => void process.stderr.write(`… ${step}\n`));
}

/**
 * Checks the types of a workspace and runs test files of it.
 *
 * @returns The exit code of the tests.
 * @throws {StakespaceError} `TYPES` after printing what does not fit.
 */
export async function testWorkspace(
  workspace: string,
  files: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const cwd = join(project, workspace);
  await run(process.execPath, ["node_modules/typescript/bin/tsc"], { cwd }).catch((error: unknown) => {
    process.stdout.write((error as { stdout: string }).stdout);
    throw new StakespaceError(`The types of ${workspace} do not fit.`, { code: "TYPES", cause: error });
  });
  // One after the other: two chains, two indexes and two browsers at once are more than a small machine bears.
  const tests = spawn(process.execPath, ["--import=tsx", "--test", "--test-concurrency=1", ...files], {
    cwd,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  const [code] = (await once(tests, "exit")) as [number | null];
  return code ?? 1;
}
