/** Handing in predictions: what an owner signs, what a reporter gives back, and how it gets there. */
export {
  type PullMessage,
  pullerOf,
  type ReceiptMessage,
  receiptSignerOf,
  type SignedSubmission,
  signPull,
  signReceipt,
  signSubmission,
  signVoucher,
  submissionDigest,
  submitterOf,
  voucherSignerOf,
} from "./message.js";
export { isSignatureOfContract } from "./contractOwner.js";
export { gatherVouchers } from "./vouchers.js";
export { textWithin } from "./textWithin.js";
export { postJson, postSubmission, type SubmissionReceipt } from "./post.js";
