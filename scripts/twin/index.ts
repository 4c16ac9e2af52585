/** The twin: the contracts' arithmetic and rules on bigints, without a chain, files or dependencies. */
export * from "./errors.js";
export * from "./parameters.js";
export * from "./poolShares.js";
export * from "./rateGrid.js";
export * from "./roundClock.js";
export { LAST_ROUND, type ReportedScores } from "./rounds.js";
export * from "./scoreSheet.js";
export * from "./stakeSpace.js";
export { ALL_SHARES, MAX_HELD, UNLIMITED, type Call } from "./staking.js";
export * as settlement from "./settlement.js";
export * as stakeLimit from "./stakeLimit.js";
export * from "./state.js";
export * from "./tickBook.js";
export * from "./units.js";
