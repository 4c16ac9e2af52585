import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { install, project } from "../web/install.js";

// `npm run docs`: brings the packages of the site, where they are not there, and builds it into build/site.
await install("site", (step) => void process.stderr.write(`${step}\n`));
const building = spawn(process.execPath, ["build.mjs"], { cwd: join(project, "site"), stdio: "inherit" });
const [code] = (await once(building, "exit")) as [number | null];
if (code === 0) process.stdout.write("The documentation is in build/site; `npm run preview` in site shows it.\n");
process.exitCode = code ?? 1;
