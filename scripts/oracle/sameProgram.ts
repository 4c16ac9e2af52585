import { StakespaceError } from "#lib";
import type { Bundle } from "./bundle.js";
import { isSameProgram, programIdentity } from "./program.js";

/** What is said where somebody could take his own trouble for a wrong report. */
export const NO_REASON = "This says nothing against the report on the chain: do not veto it for this.";

/**
 * Refuses to judge what another version made: it may compute other sheets, which says nothing about the report.
 *
 * @throws {StakespaceError} `OTHER_PROGRAM`, naming the version to use.
 */
export async function requireSameProgram({ program }: Bundle): Promise<void> {
  const here = await programIdentity();
  if (isSameProgram(program, here)) return;
  const [version, ours] = [program, here].map((one) => one.split("+")[0]!);
  throw new StakespaceError(
    `The bundle was made by ${program}, this is ${here}: what computes a sheet is not the same.`,
    {
      code: "OTHER_PROGRAM",
      hint:
        version === ours
          ? `Both call themselves ${version}: one is of a commit between releases, or was changed. Ask the reporter for the commit, and verify from there. ${NO_REASON}`
          : `Verify it from ${version}: check that version out, npm run setup, and run the same command there. ${NO_REASON}`,
    },
  );
}
