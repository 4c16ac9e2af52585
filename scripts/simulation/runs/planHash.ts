import { createHash } from "node:crypto";

import type { Job, Scale } from "./types.js";

/** Changes when the same job would find something else, so that old shards are not taken for new ones. */
const VERSION = 1;

/** What tells apart two plans: shards of different plans never mix. */
export function planHash(scale: Scale, jobs: readonly Job[]): string {
  return createHash("sha256").update(JSON.stringify({ VERSION, scale, jobs })).digest("hex").slice(0, 32);
}
