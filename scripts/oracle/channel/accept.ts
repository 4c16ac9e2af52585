import type { Signer } from "ethers";

import { type Deployment, type SignedSubmission, signReceipt, signVoucher, type SubmissionReceipt } from "#chain";
import { StakespaceError } from "#lib";
import { hashOfJudged, requireCounting, requireOpen, requirePast } from "./judge.js";
import { requireContracts, requireOwners } from "./owners.js";
import type { Stored, SubmissionStore } from "./store.js";

/** What a reporter takes submissions with. */
export interface Channel {
  readonly deployment: Deployment;
  readonly store: SubmissionStore;
  /** The folder of a round, which has its `exposures.csv` before submissions are taken. */
  readonly folderOf: (round: number) => string | Promise<string>;
  /** Signs receipts and vouchers, and asks other reporters for what they have; a reporter's key. */
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
 * Takes a submission: of the model's owner, of the open round, before its lock, and such that it counts. Checked at once, so
 * that its owner hears of a mistake while it can be mended. Whoever passes it on changes nothing of that.
 *
 * @throws {StakespaceError} `SUBMISSIONS_CLOSED`, `OTHER_ROUND`, `UnknownModel`, `NOT_THE_OWNER`, `CLOCK_AHEAD`, `SUBMISSION_BROKEN` with
 * the rule it breaks, `LATER_SUBMISSION`, or `ROUND_NOT_READY` while the round's stocks are not known here.
 */
export async function acceptSubmission(channel: Channel, submission: SignedSubmission): Promise<Accepted> {
  const { deployment, store, signer } = channel;
  await requireOpen(deployment, submission);
  await requireOwners(deployment, submission);
  requirePast(submission, nowOf(channel));
  const judged = await requireCounting(await channel.folderOf(submission.round), submission);
  const stored = await store.put(submission);
  if (stored === "older") {
    throw new StakespaceError("A later submission of the model was handed in already, and that one counts.", {
      code: "LATER_SUBMISSION",
      hint: "Sign it again to hand it in once more.",
    });
  }
  const { round, modelId, time } = submission;
  const receipt = { round, modelId, submission: hashOfJudged(judged), time };
  const signature = signer === undefined ? null : await signReceipt(signer, deployment, receipt);
  return { stored, receipt: { ...receipt, reporter: signer?.address ?? null, signature } };
}

/**
 * Asks the contract that owns the model whether a submission is its own, and vouches for it. Nothing is kept: with the vouchers of a
 * quorum it is handed in as any other.
 *
 * @throws {StakespaceError} As {@link acceptSubmission}, and `NO_KEY`.
 */
export async function vouchFor(channel: Channel, submission: SignedSubmission): Promise<string> {
  const { deployment, signer } = channel;
  if (signer === undefined) {
    throw new StakespaceError("There is no reporter's key here to vouch with.", {
      code: "NO_KEY",
      hint: "Ask another reporter.",
    });
  }
  await requireOpen(deployment, submission);
  requirePast(submission, nowOf(channel));
  const owner = await requireContracts(deployment, submission);
  await requireCounting(await channel.folderOf(submission.round), submission);
  return signVoucher(signer, deployment, submission, owner);
}

/** The clock here, unix seconds. */
export function nowOf({ now }: Channel): number {
  return now?.() ?? Math.floor(Date.now() / 1000);
}
