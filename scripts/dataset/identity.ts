import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { StakespaceError } from "#lib";
import { DatasetError } from "./error.js";
import { IDENTITY_FILE, identityText, type NamedRound, readIdentity, type RoundIdentity } from "./identityFile.js";
import { hashRoundFiles } from "./roundFolder.js";

export type { RoundIdentity } from "./identityFile.js";

/** Which round a folder should be of. */
export interface ExpectedRound {
  readonly round: number;
  /** Whose rounds are played; undefined or null for anybody's. */
  readonly tournament?: string | null | undefined;
}

/**
 * Writes `round.json` into a round folder: which round it is of, and the hashes of the files that are there now. Done again
 * when the targets have come.
 *
 * @example
 * import { requireIdentity, writeIdentity } from "#dataset";
 * import { cp, mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const dir = await mkdtemp(join(tmpdir(), "round-"));
 * await cp("docs/example/round-01", dir, { recursive: true });
 * await writeIdentity(dir, { tournament: "example", round: 1 });
 * (await requireIdentity(dir, { round: 1 }))?.tournament; // => "example"
 */
export async function writeIdentity(dir: string, named: NamedRound): Promise<void> {
  const { [IDENTITY_FILE]: _own, ...files } = await hashRoundFiles(dir);
  await writeFile(join(dir, IDENTITY_FILE), identityText(named, files));
}

/**
 * Which round a folder says it is of, if that is the one expected and its files are those it names.
 *
 * @returns Undefined for a folder without `round.json`, which can say nothing of itself.
 * @throws {StakespaceError} `OTHER_ROUND`, naming both; `ROUND_UNIDENTIFIED` without the file where a tournament is expected;
 * a `DatasetError` for a file that is not the one named.
 *
 * @example
 * import { requireIdentity } from "#dataset";
 *
 * await requireIdentity("docs/example/round-01", { round: 1 }); // => undefined
 */
export async function requireIdentity(dir: string, expected: ExpectedRound): Promise<RoundIdentity | undefined> {
  const found = await readIdentity(dir);
  const tournament = expected.tournament ?? undefined;
  if (found === undefined) {
    if (tournament === undefined) return undefined;
    throw new StakespaceError(
      `${dir} has no ${IDENTITY_FILE}, so nobody can tell whether it is round ${expected.round} of "${tournament}".`,
      { code: "ROUND_UNIDENTIFIED", hint: "oracle collect writes one; docs/oracle.md says what is in it." },
    );
  }
  if (found.round !== expected.round || (tournament !== undefined && found.tournament !== tournament)) {
    throw new StakespaceError(
      `${dir} is of round ${found.round} of "${found.tournament}"; what is needed is round ${expected.round}${tournament === undefined ? "" : ` of "${tournament}"`}.`,
      { code: "OTHER_ROUND", hint: "Name the folder of the open round." },
    );
  }
  await requireFiles(dir, found);
  return found;
}

async function requireFiles(dir: string, { files }: RoundIdentity): Promise<void> {
  const found = await hashRoundFiles(dir);
  for (const [name, hash] of Object.entries(files)) {
    if (found[name] === hash) continue;
    const what = found[name] === undefined ? "the file is missing" : "the file is another one";
    throw new DatasetError(
      { file: join(dir, name) },
      `${what}: ${IDENTITY_FILE} names one with the SHA-256 ${hash}`,
      "Get the folder again, or collect it again if the change was meant.",
    );
  }
}
