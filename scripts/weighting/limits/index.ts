/**
 * The limit rule: from scores and TC of all rounds so far to the two fields of a sheet that stake limits are made of
 * (mechanism, section 6). Pure, and O(1) memory a model.
 */
export {
  afterRound,
  NO_LIMIT_STATE,
  spaceFields,
  type LimitState,
  type LimitTerms,
  type PublishedRound,
  type ReportedRound,
  type RoundToReport,
  type SpaceFields,
} from "./round.js";
export { DEFAULT_LIMIT_RULE, type LimitRule } from "./rule.js";
