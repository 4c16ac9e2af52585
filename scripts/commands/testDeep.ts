import { spawnSync } from "node:child_process";

/**
 * Every test with its deep profile: 10,000 fuzz runs, 256 invariant runs of depth 128, 2,400 differential rounds from
 * seeds of the day. The profiles read DEEP: hardhat.config.ts and the tests that have one.
 */
const { status, error } = spawnSync("hardhat", ["test", ...process.argv.slice(2)], {
  stdio: "inherit",
  shell: process.platform === "win32",
  env: { ...process.env, DEEP: "1" },
});
if (error !== undefined) throw error;
process.exitCode = status ?? 1;
