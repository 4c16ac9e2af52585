/**
 * `npm run web:test`: the page's own tests, in a real browser, on a chain that is played for them, after its types. `--pictures`
 * makes those of the documentation anew, `--units` runs what needs neither.
 */
import { globSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { project } from "./install.js";
import { installAll, testWorkspace } from "./workspaceTests.js";

const { values } = parseArgs({
  options: { pictures: { type: "boolean", default: false }, units: { type: "boolean", default: false } },
});
await installAll(values.units ? ["web"] : ["indexer", "web"]);
const pattern = values.units ? "test/units/*.test.ts" : "test/*/*.test.ts";
const files = globSync(pattern, { cwd: join(project, "web") }).toSorted();
process.exitCode = await testWorkspace("web", files, values.pictures ? { PICTURES: "1" } : {});
