import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { StakespaceError } from "#lib";

/** Where the folders of rounds are. */
export interface RoundFolders {
  /** For people. */
  readonly where: string;
  /** The folder of a round; undefined while it is not there. */
  of(round: number): Promise<string | undefined>;
}

/**
 * The folders of all rounds, side by side: `round-7`, `round-0007`, with as many zeros as anybody likes.
 *
 * @example
 * import { roundFoldersIn } from "#oracle";
 *
 * const folder = await roundFoldersIn("docs/example").of(1); // docs/example/round-01
 */
export function roundFoldersIn(where: string): RoundFolders {
  return {
    where,
    async of(round) {
      if (!existsSync(where)) return undefined;
      const names = await readdir(where);
      const found = names.filter((name) => Number(/^round-(\d{1,10})$/.exec(name)?.[1] ?? -1) === round);
      if (found.length <= 1) return found[0] === undefined ? undefined : join(where, found[0]);
      throw new StakespaceError(`${where} has ${found.length} folders of round ${round}: ${found.sort().join(", ")}.`, {
        code: "ROUND_FOLDER",
        hint: "Leave one of them.",
      });
    },
  };
}

/**
 * The folder of one round.
 *
 * @example
 * import { roundFolderOf } from "#oracle";
 *
 * const other = await roundFolderOf(1, "docs/example/round-01").of(2); // undefined
 */
export function roundFolderOf(round: number, folder: string): RoundFolders {
  return { where: folder, of: (asked) => Promise.resolve(asked === round ? folder : undefined) };
}
