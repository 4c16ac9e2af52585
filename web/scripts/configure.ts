/**
 * Makes a built page one about a deployment: writes `config.json` beside it, and narrows its policy to the node and the index that
 * it names. `node scripts/configure.ts CONFIG.json [FOLDER]`
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parseConfig } from "../src/config.ts";

/** What a page may connect to, in its policy. */
const CONNECT = /(?<=; )connect-src [^;"]*(?=;)/;

/**
 * Writes the configuration and the policy.
 *
 * @throws {Error} For a configuration that the page would refuse, or a folder without a built page.
 */
export function configure(folder: string, config: unknown): void {
  const { rpcUrl, indexUrl } = parseConfig(config);
  const origins = [rpcUrl, indexUrl].filter((url) => url !== undefined).map((url) => new URL(url).origin);
  const page = join(folder, "index.html");
  const before = readFileSync(page, "utf8");
  if (!CONNECT.test(before)) throw new Error(`${page} has no policy to narrow: build the page first.`);
  writeFileSync(page, before.replace(CONNECT, ["connect-src 'self'", ...new Set(origins)].join(" ")));
  writeFileSync(join(folder, "config.json"), `${JSON.stringify(config, undefined, 2)}\n`);
}

if (import.meta.main) {
  const [file, folder = join(import.meta.dirname, "..", "dist")] = process.argv.slice(2);
  if (file === undefined) {
    process.stderr.write("Name the configuration: npm run configure -- CONFIG.json [FOLDER]\n");
    process.exitCode = 1;
  } else {
    configure(folder, JSON.parse(readFileSync(file, "utf8")));
    process.stdout.write(`${folder} is about the deployment of ${file}\n`);
  }
}
