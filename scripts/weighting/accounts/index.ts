export { accountHistories } from "./history.js";
export {
  ACCOUNT_RECORDS,
  accountWeights,
  type AccountRecordName,
  type AccountWeightOptions,
} from "./accountWeights.js";
export { allTimeReturn } from "./allTimeReturn.js";
export { maturity } from "./maturity.js";
export { stakeWeightedScore } from "./stakeWeightedScore.js";
export { stakeWeightedTc } from "./stakeWeightedTc.js";
export type { AccountHistory, AccountRecord, AccountRound, ModelRound } from "./types.js";
