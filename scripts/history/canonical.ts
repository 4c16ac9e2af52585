import type { Deployment } from "#chain";
import { isCanonical } from "./finality.js";
import { changesThrough, type Shelved } from "./shelf.js";

/** What of some files is of the chain as it is now: rounds from the first on, and their ownership. */
export async function canonicalPart(deployment: Deployment, found: Shelved): Promise<Shelved> {
  let kept = found.headers.length;
  while (kept > 0 && !(await isCanonical(deployment, found.headers[kept - 1]!.anchor))) kept--;
  const headers = found.headers.slice(0, kept);
  return { headers, ownership: kept === 0 ? [] : changesThrough(found.ownership, headers.at(-1)!) };
}
