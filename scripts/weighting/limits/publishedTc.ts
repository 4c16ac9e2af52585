import { exposure, NO_RECORD } from "./record.js";
import type { LimitState, LimitTerms, ReportedRound } from "./round.js";
import type { LimitRule } from "./rule.js";
import { tcOf } from "./space.js";

/**
 * The TC that a published growth was made from, with the records before the round: what an account's record is made of, when
 * nothing but the chain is there.
 *
 * @param index Model id - 1.
 *
 * @example
 * import { DEFAULT_LIMIT_RULE, NO_LIMIT_STATE, publishedTc } from "#weighting";
 *
 * const line = { entered: true, newAccount: false, filled: 100, score: 0.02, growth: -0.004, baseShare: 0.1 };
 * publishedTc(NO_LIMIT_STATE, 0, line, { newcomerBase: 100, newcomerShare: 0.1 }, DEFAULT_LIMIT_RULE); // => 0
 */
export function publishedTc(
  { models }: LimitState,
  index: number,
  line: ReportedRound,
  { newcomerBase }: LimitTerms,
  rule: LimitRule,
): number {
  if (!line.entered) return 0;
  const before = line.newAccount ? NO_RECORD : (models[index]?.record ?? NO_RECORD);
  return tcOf(line.growth, before, exposure(line.filled, newcomerBase), rule);
}
