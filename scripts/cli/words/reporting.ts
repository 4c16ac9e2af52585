import { formatExactAmount } from "#lib";
import type { Writer } from "./writer.js";

/** What the score oracle refuses, alphabetical. */
export const REPORTING: Readonly<Record<string, Writer>> = {
  DuplicateSignature: (a) => [
    `The reporter ${a.plain("reporter")} signed twice.`,
    "Collect a signature of each reporter once.",
  ],
  InvalidPageLength: (a) => [
    `A page of ${a.plain("length")} bytes: it must have 8 bytes a model, of 1 to 3,000 models.`,
    "Cut the score sheet into pages of 3,000 records.",
  ],
  InvalidPayoutFactor: (a) => [
    `The payout factor ${formatExactAmount(a.number("payoutFactor"))} is above 1.`,
    "Report one of at most 1 (1e18).",
  ],
  InvalidQuorum: (a) => [
    `A quorum of ${a.plain("quorum")} of ${a.plain("reporters")} reporters cannot be.`,
    "It must be at least 1 and at most the number of reporters, of which there are at most 32.",
  ],
  InvalidReporter: (a) => [
    `The reporter ${a.plain("reporter")} is the zero address or named twice.`,
    "Name each reporter once.",
  ],
  InvalidRoot: () => ["A seal needs a root.", "Seal the root of the round's submissions."],
  ModelCountTooHigh: (a) => [
    `The score sheet covers ${a.plain("modelCount")} models, ${a.plain("registered")} were registered before the lock.`,
    "Leave models that were not registered by then off the sheet.",
  ],
  ModelNotCovered: (a) => [
    `The score sheet ends at model ${a.plain("modelCount")}, but model ${a.plain("highestStakedModel")} has had a bid.`,
    "Extend the sheet to every model that ever had a bid.",
  ],
  NoReportPending: (a) => [`No report is pending for round ${a.plain("round")}.`, "Propose one first."],
  NotOracle: (a) => [`The account ${a.plain("caller")} is not the score oracle.`, "Go through the oracle contract."],
  NotReporter: (a) => [
    `A signature is of ${a.plain("signer")}, which is no reporter, or it is for another report, chain or contract.`,
    "Collect signatures of current reporters for exactly this report.",
  ],
  PageCountMismatch: (a) => [
    `The report comes with ${a.plain("pages")} pages, its models need ${a.plain("expected")}.`,
    "Every page but the last holds exactly 3,000 records.",
  ],
  PredictionsRootMismatch: (a) => [
    `The report is about submissions with the root ${a.plain("found")}, the round was sealed with ${a.plain("sealedRoot")}.`,
    "Report what was sealed; nothing that was handed in later can count.",
  ],
  QuorumNotReached: (a) => [
    `The report has ${a.plain("signatures")} signatures, it needs ${a.plain("quorum")}.`,
    "Collect signatures of more reporters.",
  ],
  ReportWasVetoed: (a) => [
    `The report ${a.plain("digest")} was vetoed before and is refused for ever.`,
    "Make another one.",
  ],
  ReportWindowClosed: (a) => [
    `Reports are taken from ${a.time("reportFrom")} until ${a.time("reportBy")}; the chain's time is ${a.time("timestamp")}.`,
    `Come back inside the window; after it anyone may expire the round: ${a.run("expire")}`,
  ],
  RoundNotSealed: (a) => [
    `Round ${a.plain("round")} was not sealed before its lock, so it cannot be reported.`,
    `It can only expire: ${a.run("expire")}`,
  ],
  SealingClosed: (a) => [
    `Submissions could be sealed until ${a.time("locksAt")}; the chain's time is ${a.time("timestamp")}.`,
    "Seal the next round before it locks.",
  ],
  SheetHashMismatch: (a) => [
    `The pages hash to ${a.plain("found")}, the report names ${a.plain("expected")}.`,
    "Send the pages of the sheet that was signed, in order.",
  ],
  SheetLengthMismatch: (a) => [
    `Page ${a.plain("page")} holds ${a.plain("bytesFound")} bytes, ${a.plain("bytesExpected")} were due.`,
    "Send the pages of the sheet that was signed, in order.",
  ],
  TooLate: (a) => [
    `This was possible until ${a.time("until")}; the chain's time is ${a.time("timestamp")}.`,
    "The challenge period is over: the report can only be finalized.",
  ],
  UnknownPage: (a) => [
    `The page ${a.plain("page")} was not stored by the score oracle.`,
    "Store the pages of the score sheet with addPage first.",
  ],
  WrongDigest: (a) => [
    `The veto names the report ${a.plain("digest")}, proposed is ${a.plain("proposed")}.`,
    "Look again which report is pending, and check that one.",
  ],
  WrongRound: (a) => [
    `Round ${a.plain("round")} is not the open one, which is ${a.plain("current")}.`,
    "Name the open round.",
  ],
};
