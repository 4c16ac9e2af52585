import { afterRound, NO_LIMIT_STATE, spaceFields, type LimitRule, type LimitTerms } from "#weighting";

import type { SpacePolicy } from "./types.js";

/** The shipped rule, or a candidate of its family, as the oracle computes it: through the published, rounded fields. */
export function recordRule(rule: LimitRule, terms: LimitTerms): SpacePolicy {
  let state = NO_LIMIT_STATE;
  return ({ present, newAccount, filled, score, tc, uniqueness }) => {
    const models = Array.from(present, (entered, j) => ({
      entered: entered === 1,
      newAccount: newAccount[j] === 1,
      filled: filled[j]!,
      score: Math.round(score[j]! * 100_000) / 100_000,
      tc: tc[j]!,
      uniqueness: uniqueness[j]!,
    }));
    const fields = spaceFields(state, models, terms, rule);
    const growth = Float64Array.from(fields, (field) => field.growth / 100_000);
    const baseShare = Float64Array.from(fields, (field) => field.baseShare / 10_000);
    const published = models.map((model, j) => ({ ...model, growth: growth[j]!, baseShare: baseShare[j]! }));
    state = afterRound(state, published, terms, rule);
    return { growth, baseShare };
  };
}
