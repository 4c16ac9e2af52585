/**
 * The limit rule: from scores and TC of all rounds so far to the two fields of a sheet that stake limits are made of
 * (mechanism, section 6). Pure, and O(1) memory a model.
 */
export { exposure, nextRecord, NO_RECORD, type LimitRecord } from "./record.js";
export {
  afterRound,
  NO_LIMIT_STATE,
  spaceFields,
  type LimitState,
  type LimitTerms,
  type ModelMemory,
  type PublishedRound,
  type ReportedRound,
  type RoundToReport,
  type SpaceFields,
} from "./round.js";
export { DEFAULT_LIMIT_RULE, type LimitRule } from "./rule.js";
export { benchmarkOf, nextScale, type Judged } from "./scale.js";
export { baseShareOf, confidence, growthOf, ratchet, tcOf } from "./space.js";
