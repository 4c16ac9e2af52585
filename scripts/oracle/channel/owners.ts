import {
  type Deployment,
  isSignatureOfContract,
  type SignedSubmission,
  submissionDigest,
  submitterOf,
  voucherSignerOf,
} from "#chain";
import { StakespaceError } from "#lib";

/** Whether a submission is of who owned its model after a block. */
export async function isOwners(
  deployment: Deployment,
  submission: SignedSubmission,
  block: number | "latest",
): Promise<boolean> {
  const owner = await deployment.contracts.registry.ownerOrZero(submission.modelId, { blockTag: block });
  return isOf(deployment, submission, owner);
}

/** @throws {StakespaceError} `UnknownModel`, `NOT_THE_OWNER`. */
export async function requireOwners(deployment: Deployment, submission: SignedSubmission): Promise<void> {
  const owner = await ownerOf(deployment, submission);
  if (await isOf(deployment, submission, owner)) return;
  const signer = submitterOf(deployment, submission) ?? "nobody whose signature can be read";
  throw new StakespaceError(`The submission is signed by ${signer}; model ${submission.modelId} belongs to ${owner}.`, {
    code: "NOT_THE_OWNER",
    hint: "Sign it with the owner's key, for this chain and deployment.",
  });
}

/**
 * The contract that owns a submission's model and takes its signature for its own.
 *
 * @throws {StakespaceError} `UnknownModel`, `NOT_THE_OWNER`.
 */
export async function requireContracts(deployment: Deployment, submission: SignedSubmission): Promise<string> {
  const owner = await ownerOf(deployment, submission);
  const digest = submissionDigest(deployment, submission);
  if (await isSignatureOfContract(deployment, owner, digest, submission.signature)) return owner;
  throw new StakespaceError(
    `${owner}, to which model ${submission.modelId} belongs, does not take the signature for its own.`,
    {
      code: "NOT_THE_OWNER",
      hint: `What it has to sign is ${digest}.`,
    },
  );
}

async function ownerOf({ contracts }: Deployment, { modelId }: SignedSubmission): Promise<string> {
  const owner = await contracts.registry.ownerOrZero(modelId);
  if (BigInt(owner) !== 0n) return owner;
  throw new StakespaceError(`There is no model ${modelId}.`, { code: "UnknownModel", hint: "Register it first." });
}

/** Signed by its key, or vouched for by a quorum of those who report the open round. */
async function isOf(deployment: Deployment, submission: SignedSubmission, owner: string): Promise<boolean> {
  const { vouchers = [] } = submission;
  if (vouchers.length === 0) return submitterOf(deployment, submission) === owner;
  const { oracle } = deployment.contracts;
  const [reporters, quorum] = await Promise.all([oracle.reporters(), oracle.quorum()]);
  const signers = vouchers.map((voucher) => voucherSignerOf(deployment, submission, owner, voucher));
  return reporters.filter((reporter) => signers.includes(reporter)).length >= Number(quorum);
}
