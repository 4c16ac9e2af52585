/** The oracle's job: score a round, have the report signed, post it, settle; and verify what was posted. */
export * from "./audit/index.js";
export { type Bundle, evidenceOf } from "./bundle.js";
export { bundleFolder, bundlesOf, readBundle } from "./bundleFolder.js";
export { readChainReport, readPendingReport } from "./chainReport.js";
export { DEFAULT_ORACLE_CONFIG, type OracleConfig, parseOracleConfig } from "./config.js";
export { type InputSource } from "./inputs.js";
export { type FinishedRound, finishRound, type JobOptions, type ProposedRound, proposeRound } from "./job.js";
export { type PayoutTerms, treasuryShort, wantedFactor } from "./payoutFactor.js";
export { MIN_PAYOUT_FACTOR, requirePayoutFactor } from "./payoutSafety.js";
export { planRound, prepareReport, type PreparedReport, type RoundPlan } from "./prepare.js";
export { isSameProgram, PROGRAM_FILE, programIdentity } from "./program.js";
export { payoutTerms, totalStake } from "./report.js";
export { makeReporter, type Reporter } from "./reporter.js";
export { verifyBundleFolder } from "./verify.js";
export { makeSealer, type SealedRound, type Sealer, type SealOptions, sealRound, submissionsOf } from "./seal.js";
export { isSealed, SubmissionTree, submissionTree, type SealedModel } from "./submissions.js";
export { prunedState, verifyInputs } from "./verifyInputs.js";
