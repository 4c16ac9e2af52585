/**
 * `npm run web:test`: the page's own tests, in a real browser, on a chain that is played for them, after its types. `--pictures`
 * makes those of the documentation anew, `--units` runs what needs neither.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { StakespaceError } from "#lib";
import { install, project, run } from "./install.js";

const { values } = parseArgs({
  options: { pictures: { type: "boolean", default: false }, units: { type: "boolean", default: false } },
});
const web = join(project, "web");
for (const workspace of values.units ? ["web"] : ["indexer", "web"]) {
  await install(workspace, (step) => void process.stderr.write(`… ${step}\n`));
}
const files = globSync(values.units ? "test/units/*.test.ts" : "test/*/*.test.ts", { cwd: web }).toSorted();
await run(process.execPath, ["node_modules/typescript/bin/tsc"], { cwd: web }).catch((error: unknown) => {
  process.stdout.write((error as { stdout: string }).stdout);
  throw new StakespaceError("The types of the page do not fit.", { code: "TYPES", cause: error });
});
// One after the other: two chains, two indexes and two browsers at once are more than a small machine bears.
const tests = spawn(process.execPath, ["--import=tsx", "--test", "--test-concurrency=1", ...files], {
  cwd: web,
  stdio: "inherit",
  env: { ...process.env, ...(values.pictures && { PICTURES: "1" }) },
});
const [code] = (await once(tests, "exit")) as [number | null];
process.exitCode = code ?? 1;
