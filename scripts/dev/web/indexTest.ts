/**
 * `npm run index:test`: the index's own tests, on chains that are played for them, after its types. With DEEP=1 also 100,000
 * events against the clock.
 */
import { globSync } from "node:fs";
import { join } from "node:path";

import { project } from "./install.js";
import { installAll, testWorkspace } from "./workspaceTests.js";

await installAll(["indexer"]);
const files = globSync("test/*.test.ts", { cwd: join(project, "indexer") }).toSorted();
process.exitCode = await testWorkspace("indexer", files);
