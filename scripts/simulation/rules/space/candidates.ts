import { DEFAULT_LIMIT_RULE, type LimitRule } from "#weighting";

import { MARKET_TERMS, type MarketTerms } from "../../markets/types.js";
import { fourthPower, squaredFourthPower } from "../../worlds/uniqueness.js";
import { firstRule } from "./firstRule.js";
import { recordRule } from "./recordRule.js";
import type { SpaceRule } from "./spaceRule.js";

/** The terms of the first rule, before anything was chosen by evidence. */
const FIRST_TERMS: MarketTerms = { ...MARKET_TERMS, limitGain: 4, tcClip: 0.05, limitDecay: 0.02, maxLimit: 50_000 };

/** The control that matters: the same market, traders and payouts, and no limit anywhere. */
export const FREE_CHOICE: SpaceRule = {
  id: "free",
  title: "Free choice",
  idea: "Anybody stakes on any model, as much as he likes; no limits, no rent.",
  terms: { ...MARKET_TERMS, baseLimit: 1e9, maxLimit: 1e12, newcomerShare: 1 },
  uniquenessOf: fourthPower,
  policy: (models) => () => ({ growth: new Float64Array(models), baseShare: new Float64Array(models).fill(1) }),
};

/** The first rule, with its own gain or another. */
export function firstCandidate(id: string, change: Partial<MarketTerms> = {}): SpaceRule {
  const terms = { ...FIRST_TERMS, ...change };
  return {
    id,
    title: "Stakespace, first rule",
    idea: "Base by uniqueness and account weight; limits grow with the round's stake-weighted TC.",
    terms,
    uniquenessOf: fourthPower,
    policy: (models) => firstRule(models, terms.newcomerShare),
  };
}

/** A rule of the family that is shipped: a record decides the base, half of the growth is a posterior mean. */
export function recordCandidate(id: string, change: RecordChange = {}): SpaceRule {
  const terms = { ...MARKET_TERMS, ...change.terms };
  const newcomerBase = terms.baseLimit * terms.newcomerShare;
  return {
    id,
    title: "Stakespace",
    idea: "Base by uniqueness and a record of scores earned with stake at risk; growth half by the mean TC so far.",
    terms,
    uniquenessOf: change.uniquenessOf ?? squaredFourthPower,
    policy: () =>
      recordRule({ ...DEFAULT_LIMIT_RULE, ...change.rule }, { newcomerBase, newcomerShare: terms.newcomerShare }),
  };
}

/** What a candidate has that the shipped rule has not. */
export interface RecordChange {
  readonly terms?: Partial<MarketTerms>;
  readonly rule?: Partial<LimitRule>;
  readonly uniquenessOf?: (largest: number) => number;
}
