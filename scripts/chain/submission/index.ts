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
  submissionDigest,
  submitterOf,
} from "./message.js";
export { textWithin } from "./textWithin.js";
export { postJson, postSubmission, type SubmissionReceipt } from "./post.js";
