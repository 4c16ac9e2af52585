import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Deployment, readRoundView, type RoundView, type SignedSubmission, takesBids } from "#chain";
import { type JudgedFile, judgeFile, readIds } from "#dataset";
import { formatTime, StakespaceError } from "#lib";
import { submissionHash } from "../submissions.js";

/** How far ahead of the clock here an owner's may be, seconds. */
const CLOCK_SKEW = 300;

/** Reads and judges a submission over the stocks of a round's folder. */
export async function judgeSubmission(folder: string, { csv }: Pick<SignedSubmission, "csv">): Promise<JudgedFile> {
  const ids = await idsOf(folder);
  const dir = await mkdtemp(join(tmpdir(), "submission-"));
  try {
    const file = join(dir, "submission.csv");
    await writeFile(file, csv);
    return await judgeFile(file, ids);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The hash of a submission that counts, as it goes into the seal. */
export function hashOfJudged({ ids, values }: JudgedFile): string {
  return submissionHash({ ids, predictions: { rows: ids.length, columns: 1, data: values }, faults: [[]] }, 0);
}

/** @throws {StakespaceError} `SUBMISSIONS_CLOSED`, `OTHER_ROUND`. */
export async function requireOpen(deployment: Deployment, { round }: SignedSubmission): Promise<void> {
  const view: RoundView = await readRoundView(deployment);
  if (round !== view.round) {
    throw new StakespaceError(`The submission is for round ${round}, the open one is ${view.round}.`, {
      code: "OTHER_ROUND",
      hint: "Sign it for the open round.",
    });
  }
  if (takesBids(view) || view.phase === "Recess") return;
  throw new StakespaceError(
    `Round ${round} locked at ${formatTime(view.locksAt)}: nothing can be handed in any more.`,
    {
      code: "SUBMISSIONS_CLOSED",
      hint: "Hand in for the next round when it opens.",
    },
  );
}

/** @throws {StakespaceError} `CLOCK_AHEAD`. */
export function requirePast({ time }: SignedSubmission, now: number): void {
  if (time <= now + CLOCK_SKEW) return;
  throw new StakespaceError(`The submission says it was signed at ${formatTime(time)}, which is still to come.`, {
    code: "CLOCK_AHEAD",
    hint: "Set the clock of the machine that signs.",
  });
}

/** @throws {StakespaceError} `SUBMISSION_BROKEN`, `ROUND_NOT_READY`. */
export async function requireCounting(folder: string, submission: SignedSubmission): Promise<JudgedFile> {
  const judged = await judgeSubmission(folder, submission);
  if (judged.reason === undefined) return judged;
  throw new StakespaceError(`The submission would count as none: ${judged.reason}.`, {
    code: "SUBMISSION_BROKEN",
    hint: "Mend the file and hand it in again; nothing was taken.",
  });
}

async function idsOf(folder: string): Promise<Set<string>> {
  try {
    return await readIds(folder);
  } catch (cause) {
    if (!(cause instanceof StakespaceError)) throw cause;
    throw new StakespaceError("The stocks of the round are not known here yet.", {
      code: "ROUND_NOT_READY",
      hint: "Hand it in later, or to another reporter.",
      cause,
    });
  }
}
