import { readFileSync } from "node:fs";

import { z } from "zod";

const manifest = z.object({ name: z.string(), version: z.string() });

/** Name and version of this program, as a bundle names them. */
export const PROGRAM: string = (() => {
  const { name, version } = manifest.parse(
    JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")),
  );
  return `${name} ${version}`;
})();
