import type { Deployment } from "#chain";
import { requireIdentity } from "#dataset";
import { StakespaceError } from "#lib";
import type { OracleConfig } from "./config.js";

/**
 * Looks whether a folder is the one of a round, as far as it says so itself.
 *
 * @returns What to tell of a folder that says nothing of itself; undefined for any other.
 * @throws {StakespaceError} `OTHER_ROUND`, `ROUND_UNIDENTIFIED`, or a `DatasetError` for a file that was changed.
 */
export async function requireRoundOf(
  folder: string,
  round: number,
  { tournament }: Pick<OracleConfig, "tournament">,
): Promise<string | undefined> {
  const found = await requireIdentity(folder, { round, tournament });
  if (found !== undefined) return undefined;
  return `${folder} has no round.json: that it is the folder of round ${round}, only you can tell.`;
}

/**
 * Refuses the submissions of the round before, or of the last one that was reported: somebody forgot to fetch the new ones.
 *
 * @throws {StakespaceError} `SUBMISSIONS_OF_ANOTHER_ROUND`.
 */
export async function requireNewSubmissions(
  { contracts }: Deployment,
  { round, lastReported }: { readonly round: number; readonly lastReported: number },
  root: string,
  folder: string,
): Promise<void> {
  for (const before of new Set([round - 1, lastReported])) {
    if (before < 1 || (await contracts.oracle.sealOf(before)) !== root) continue;
    throw new StakespaceError(
      `${folder} holds to the last bit the submissions that round ${before} was sealed with; the open round is ${round}.`,
      { code: "SUBMISSIONS_OF_ANOTHER_ROUND", hint: "Name the folder of the open round." },
    );
  }
}
