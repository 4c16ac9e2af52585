import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "vitepress";

import { writePages } from "./pages.mjs";
import { writeReference } from "./reference.mjs";

// Makes the site: pages of docs, the reference of the package, and of both a folder of static files. A link to nothing ends it.
const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const pages = join(here, "build/pages");
rmSync(pages, { recursive: true, force: true });
try {
  writePages(root, pages);
  cpSync(join(here, "home.md"), join(pages, "index.md"));
  await writeReference(root, join(pages, "reference"));
  await build(here);
} catch (error) {
  process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
