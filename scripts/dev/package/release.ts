import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { project } from "../web/install.js";
import { releaseFaults } from "./releaseFaults.js";

const read = (file: string): string => readFileSync(join(project, file), "utf8");
const versionOf = (file: string): string => (JSON.parse(read(file)) as { version: string }).version;

// Whether what is tagged is one version everywhere: `tsx scripts/dev/package/release.ts v0.2.0`.
const faults = releaseFaults({
  tag: process.argv[2] ?? "",
  version: versionOf("package.json"),
  locked: versionOf("package-lock.json"),
  changelog: read("CHANGELOG.md"),
  pending: readdirSync(join(project, ".changeset")).filter((name) => name.endsWith(".md") && name !== "README.md"),
});
for (const fault of faults) process.stderr.write(`Error: ${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
