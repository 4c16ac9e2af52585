import { spawnSync } from "node:child_process";

/**
 * Every test with its deep profile: 10,000 fuzz runs, 256 invariant runs of depth 128, 2,400 differential rounds from
 * seeds of the day; the profiles read DEEP (hardhat.config.ts and the tests that have one). Then the index of 100,000 events, the
 * page in a browser, and a sample of mutants. Arguments are those of `hardhat test`; with any, the rest is left out.
 */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32", env });
  if (error !== undefined) throw error;
  return status === 0;
}

const args = process.argv.slice(2);
const deep = { ...process.env, DEEP: "1" };
const passed = run("hardhat", ["test", ...args], deep);
const indexed = args.length > 0 || run("tsx", ["scripts/dev/web/indexTest.ts"], deep);
const shown = args.length > 0 || run("tsx", ["scripts/dev/web/test.ts"]);
const noticed = args.length > 0 || run("tsx", ["scripts/dev/mutation/mutation.ts"]);
const stages = Object.entries({ tests: passed, index: indexed, page: shown, mutants: noticed });
if (args.length === 0) {
  process.stdout.write(`${stages.map(([stage, good]) => `${stage} ${good ? "passed" : "failed"}`).join(", ")}\n`);
}
process.exitCode = stages.every(([, good]) => good) ? 0 : 1;
