import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Signer } from "ethers";

import {
  type Deployment,
  readRoundView,
  type RoundView,
  type SignedSubmission,
  signReceipt,
  type SubmissionReceipt,
  submitterOf,
  takesBids,
} from "#chain";
import { type JudgedFile, judgeFile, readIds } from "#dataset";
import { formatTime, StakespaceError } from "#lib";
import { submissionHash } from "../submissions.js";
import type { Stored, SubmissionStore } from "./store.js";

/** How far ahead of the clock here an owner's may be, seconds. */
const CLOCK_SKEW = 300;

/** What a reporter takes submissions with. */
export interface Channel {
  readonly deployment: Deployment;
  readonly store: SubmissionStore;
  /** The folder of a round, which has its `exposures.csv` before submissions are taken. */
  readonly folderOf: (round: number) => string | Promise<string>;
  /** Signs receipts, and asks other reporters for what they have; a reporter's key. */
  readonly signer?: (Pick<Signer, "signTypedData"> & { readonly address: string }) | undefined;
  /** How much of submissions goes into one answer to a reporter, characters; 32 Mi unless named. */
  readonly mostAtOnce?: number | undefined;
  /** The clock here, unix seconds. */
  readonly now?: () => number;
}

/** What became of a submission, and what its owner gets for it. */
export interface Accepted {
  readonly stored: Stored;
  readonly receipt: SubmissionReceipt;
}

/**
 * Takes a submission: signed by the model's owner, of the open round, before its lock, and such that it counts. Checked at once, so
 * that its owner hears of a mistake while it can be mended. Whoever passes it on changes nothing of that.
 *
 * @throws {StakespaceError} `SUBMISSIONS_CLOSED`, `OTHER_ROUND`, `UnknownModel`, `NOT_THE_OWNER`, `CLOCK_AHEAD`, `SUBMISSION_BROKEN` with
 * the rule it breaks, `LATER_SUBMISSION`, or `ROUND_NOT_READY` while the round's stocks are not known here.
 */
export async function acceptSubmission(channel: Channel, submission: SignedSubmission): Promise<Accepted> {
  const { deployment, store, now = () => Math.floor(Date.now() / 1000) } = channel;
  requireOpen(await readRoundView(deployment), submission.round);
  await requireOwner(deployment, submission);
  if (submission.time > now() + CLOCK_SKEW) {
    throw new StakespaceError(
      `The submission says it was signed at ${formatTime(submission.time)}, which is still to come.`,
      {
        code: "CLOCK_AHEAD",
        hint: "Set the clock of the machine that signs.",
      },
    );
  }
  const judged = await judgeSubmission(await channel.folderOf(submission.round), submission);
  if (judged.reason !== undefined) {
    throw new StakespaceError(`The submission would count as none: ${judged.reason}.`, {
      code: "SUBMISSION_BROKEN",
      hint: "Mend the file and hand it in again; nothing was taken.",
    });
  }
  const stored = await store.put(submission);
  if (stored === "older") {
    throw new StakespaceError("A later submission of the model was handed in already, and that one counts.", {
      code: "LATER_SUBMISSION",
      hint: "Sign it again to hand it in once more.",
    });
  }
  const { round, modelId, time } = submission;
  const receipt = { round, modelId, submission: hashOfJudged(judged), time };
  const { signer } = channel;
  const signature = signer === undefined ? null : await signReceipt(signer, deployment, receipt);
  return { stored, receipt: { ...receipt, reporter: signer?.address ?? null, signature } };
}

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

/** Whether a submission is signed by who owned its model after a block. */
export async function isOwners(deployment: Deployment, submission: SignedSubmission, block: number): Promise<boolean> {
  const owner = await deployment.contracts.registry.ownerOrZero(submission.modelId, { blockTag: block });
  return submitterOf(deployment, submission) === owner;
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

function requireOpen(view: RoundView, round: number): void {
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

async function requireOwner(deployment: Deployment, submission: SignedSubmission): Promise<void> {
  const owner = await deployment.contracts.registry.ownerOrZero(submission.modelId);
  if (BigInt(owner) === 0n) {
    throw new StakespaceError(`There is no model ${submission.modelId}.`, {
      code: "UnknownModel",
      hint: "Register it first.",
    });
  }
  const signer = submitterOf(deployment, submission);
  if (signer === owner) return;
  throw new StakespaceError(
    `The submission is signed by ${signer ?? "nobody whose signature can be read"}; model ${submission.modelId} belongs to ${owner}.`,
    { code: "NOT_THE_OWNER", hint: "Sign it with the owner's key, for this chain and deployment." },
  );
}
