import { keccak256, toUtf8Bytes, TypedDataEncoder, type TypedDataField, verifyTypedData, type Signer } from "ethers";

import type { Deployment } from "../deployment.js";

/** A submission as it is handed in and passed on: it proves itself by its signature. */
export interface SignedSubmission {
  readonly round: number;
  readonly modelId: number;
  /** When it was signed, unix seconds: of two the later counts. */
  readonly time: number;
  /** The file, with the columns `id` and one of predictions. */
  readonly csv: string;
  /** Of the model's owner; what an owner that is a contract takes for its own where there are vouchers. */
  readonly signature: string;
  /** Of reporters who have asked the contract that owns the model: see {@link signVoucher}. */
  readonly vouchers?: readonly string[] | undefined;
}

/** What a reporter signs for whoever handed in: that it has this submission. */
export interface ReceiptMessage {
  readonly round: number;
  readonly modelId: number;
  /** The hash that goes into the seal. */
  readonly submission: string;
  readonly time: number;
}

/** What a reporter signs to be given the submissions that another one has. */
export interface PullMessage {
  readonly round: number;
  readonly time: number;
}

type Place = Pick<Deployment, "chainId" | "addresses">;

const field = (name: string, type: string): TypedDataField => ({ name, type });
const SUBMISSION_TYPES = {
  Submission: [
    field("round", "uint32"),
    field("modelId", "uint256"),
    field("content", "bytes32"),
    field("time", "uint64"),
  ],
};
const RECEIPT_TYPES = {
  Receipt: [
    field("round", "uint32"),
    field("modelId", "uint256"),
    field("submission", "bytes32"),
    field("time", "uint64"),
  ],
};
const VOUCHER_TYPES = {
  Voucher: [field("submission", "bytes32"), field("owner", "address")],
};
const PULL_TYPES = { Pull: [field("round", "uint32"), field("time", "uint64")] };

/** As that of reports and seals: what is signed for one chain and oracle counts for no other. */
function domainOf({ chainId, addresses }: Place) {
  return { name: "Stakespace", version: "1", chainId, verifyingContract: addresses.oracle };
}

type Unsigned = Omit<SignedSubmission, "signature" | "vouchers">;

function messageIn({ round, modelId, time, csv }: Unsigned) {
  return { round, modelId, content: keccak256(toUtf8Bytes(csv)), time };
}

/**
 * The EIP-712 digest of a submission: its name among others.
 *
 * @example
 * import { addressesOn, submissionDigest } from "#chain";
 *
 * const place = { chainId: 31_337, addresses: addressesOn(31_337) };
 * const submission = { round: 1, modelId: 1, time: 1_795_640_400, csv: "id,prediction\nS1,0.2\n" };
 * submissionDigest(place, submission).length; // => 66
 */
export function submissionDigest(place: Place, submission: Unsigned): string {
  return TypedDataEncoder.hash(domainOf(place), SUBMISSION_TYPES, messageIn(submission));
}

/**
 * Signs a submission as the model's owner.
 *
 * @example
 * import { deployStakespace, signerFor, signSubmission } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const owner = await signerFor(deployment.connection, "5");
 * const csv = "id,prediction\nS1,0.2\nS2,0.7\n";
 * const { signature } = await signSubmission(owner, deployment, { round: 1, modelId: 1, time: 1_795_640_400, csv });
 */
export async function signSubmission(
  signer: Pick<Signer, "signTypedData">,
  place: Place,
  submission: Unsigned,
): Promise<SignedSubmission> {
  const signature = await signer.signTypedData(domainOf(place), SUBMISSION_TYPES, messageIn(submission));
  return { ...submission, signature };
}

/**
 * Who signed a submission; undefined for a signature that cannot be read.
 *
 * @example
 * import { addressesOn, submitterOf } from "#chain";
 *
 * const place = { chainId: 31_337, addresses: addressesOn(31_337) };
 * const submission = { round: 1, modelId: 1, time: 1_795_640_400, csv: "id,prediction\nS1,0.2\n", signature: "0x12" };
 * submitterOf(place, submission); // => undefined
 */
export function submitterOf(
  place: Place,
  { signature, vouchers: _vouchers, ...submission }: SignedSubmission,
): string | undefined {
  return readable(() => verifyTypedData(domainOf(place), SUBMISSION_TYPES, messageIn(submission), signature));
}

/**
 * A reporter's word that the contract that owns a model has said yes to a submission. A contract may say one thing to one
 * reporter and another to the next, or change its mind: whether a submission counts must not depend on who asked when, or the
 * reporters would never seal the same. So it counts where a quorum of them vouch for it, which anybody can check for ever.
 *
 * @param owner The contract.
 *
 * @example
 * import { addressesOn, signVoucher, voucherSignerOf } from "#chain";
 * import { id, Wallet } from "ethers";
 *
 * const place = { chainId: 31_337, addresses: addressesOn(31_337) };
 * const submission = { round: 1, modelId: 1, time: 1_795_640_400, csv: "id,prediction\nS1,0.2\n" };
 * const reporter = new Wallet(id("reporter"));
 * const owner = "0x610178dA211FEF7D417bC0e6FeD39F05609AD788";
 * const voucher = await signVoucher(reporter, place, submission, owner);
 * voucherSignerOf(place, submission, owner, voucher) === reporter.address; // => true
 */
export function signVoucher(
  signer: Pick<Signer, "signTypedData">,
  place: Place,
  submission: Unsigned,
  owner: string,
): Promise<string> {
  return signer.signTypedData(domainOf(place), VOUCHER_TYPES, voucherIn(place, submission, owner));
}

/**
 * Who vouches for a submission; undefined for a signature that cannot be read.
 *
 * @example
 * import { addressesOn, voucherSignerOf } from "#chain";
 *
 * const place = { chainId: 31_337, addresses: addressesOn(31_337) };
 * const submission = { round: 1, modelId: 1, time: 1_795_640_400, csv: "id,prediction\nS1,0.2\n" };
 * voucherSignerOf(place, submission, "0x610178dA211FEF7D417bC0e6FeD39F05609AD788", "0x12"); // => undefined
 */
export function voucherSignerOf(
  place: Place,
  submission: Unsigned,
  owner: string,
  voucher: string,
): string | undefined {
  return readable(() => verifyTypedData(domainOf(place), VOUCHER_TYPES, voucherIn(place, submission, owner), voucher));
}

function voucherIn(place: Place, { round, modelId, time, csv }: Unsigned, owner: string) {
  return { submission: submissionDigest(place, { round, modelId, time, csv }), owner };
}

/**
 * A reporter's signature over a receipt.
 *
 * @example
 * import { addressesOn, receiptSignerOf, signReceipt } from "#chain";
 * import { id, Wallet } from "ethers";
 *
 * const place = { chainId: 31_337, addresses: addressesOn(31_337) };
 * const receipt = { round: 1, modelId: 1, submission: id("submission"), time: 1_795_640_400 };
 * const reporter = new Wallet(id("reporter"));
 * const signature = await signReceipt(reporter, place, receipt);
 * receiptSignerOf(place, receipt, signature) === reporter.address; // => true
 */
export function signReceipt(
  signer: Pick<Signer, "signTypedData">,
  place: Place,
  receipt: ReceiptMessage,
): Promise<string> {
  return signer.signTypedData(domainOf(place), RECEIPT_TYPES, receipt);
}

/**
 * Who signed a receipt; undefined for a signature that cannot be read.
 *
 * @example
 * import { addressesOn, receiptSignerOf } from "#chain";
 * import { id } from "ethers";
 *
 * const place = { chainId: 31_337, addresses: addressesOn(31_337) };
 * const receipt = { round: 1, modelId: 1, submission: id("submission"), time: 1_795_640_400 };
 * receiptSignerOf(place, receipt, "0x12"); // => undefined
 */
export function receiptSignerOf(place: Place, receipt: ReceiptMessage, signature: string): string | undefined {
  return readable(() => verifyTypedData(domainOf(place), RECEIPT_TYPES, receipt, signature));
}

/**
 * A reporter's signature over a request for what another one has.
 *
 * @example
 * import { addressesOn, pullerOf, signPull } from "#chain";
 * import { id, Wallet } from "ethers";
 *
 * const place = { chainId: 31_337, addresses: addressesOn(31_337) };
 * const pull = { round: 1, time: 1_795_640_400 };
 * const reporter = new Wallet(id("reporter"));
 * const signature = await signPull(reporter, place, pull);
 * pullerOf(place, pull, signature) === reporter.address; // => true
 */
export function signPull(signer: Pick<Signer, "signTypedData">, place: Place, pull: PullMessage): Promise<string> {
  return signer.signTypedData(domainOf(place), PULL_TYPES, pull);
}

/**
 * Who asks; undefined for a signature that cannot be read.
 *
 * @example
 * import { addressesOn, pullerOf } from "#chain";
 *
 * const place = { chainId: 31_337, addresses: addressesOn(31_337) };
 * pullerOf(place, { round: 1, time: 1_795_640_400 }, "0x12"); // => undefined
 */
export function pullerOf(place: Place, pull: PullMessage, signature: string): string | undefined {
  return readable(() => verifyTypedData(domainOf(place), PULL_TYPES, pull, signature));
}

function readable(signer: () => string): string | undefined {
  try {
    return signer();
  } catch {
    return undefined;
  }
}
