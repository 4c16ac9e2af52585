import { spawnSync } from "node:child_process";

/**
 * Every test with its deep profile: 10,000 fuzz runs, 256 invariant runs of depth 128, 2,400 differential rounds from
 * seeds of the day; the profiles read DEEP (hardhat.config.ts and the tests that have one). Then the page in a browser, and a
 * sample of mutants. Arguments are those of `hardhat test`; with any, page and mutants are left out.
 */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32", env });
  if (error !== undefined) throw error;
  return status === 0;
}

const args = process.argv.slice(2);
const passed = run("hardhat", ["test", ...args], { ...process.env, DEEP: "1" });
const shown = args.length > 0 || run("tsx", ["scripts/dev/web/test.ts"]);
const noticed = args.length > 0 || run("tsx", ["scripts/dev/mutation/mutation.ts"]);
process.exitCode = passed && shown && noticed ? 0 : 1;
