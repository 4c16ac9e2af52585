import { FREE_CHOICE, firstCandidate, recordCandidate } from "./space/candidates.js";
import { spaceRule, type MarketMaker } from "./space/spaceRule.js";
import { accountLimits } from "./thread/accountLimits.js";
import { burnOnly } from "./thread/burnOnly.js";
import { cap } from "./thread/cap.js";
import { linear } from "./thread/linear.js";
import { log } from "./thread/log.js";
import { metricOnly } from "./thread/metricOnly.js";
import { personalFactor } from "./thread/personalFactor.js";
import { probation } from "./thread/probation.js";
import { rank } from "./thread/rank.js";
import { rankChasing } from "./thread/rankChasing.js";
import { recordTimesStake } from "./thread/recordTimesStake.js";
import { reputation } from "./thread/reputation.js";
import { twoFactor } from "./thread/twoFactor.js";
import { whitepaperAuction } from "./thread/whitepaperAuction.js";
import type { OwnStakeSpec, Rule } from "./types.js";

/** The rule that is shipped. */
export const STAKESPACE = recordCandidate("M7");

/** The thread's rules under which owners stake on their own models. */
export const OWN_STAKE_RULES: readonly OwnStakeSpec[] = [
  ...[linear, cap, log, rank, accountLimits, recordTimesStake, metricOnly, twoFactor, personalFactor],
  ...[probation, reputation, burnOnly, whitepaperAuction],
];

/** The same by id. */
export const OWN_STAKE_SPECS: Readonly<Record<string, OwnStakeSpec>> = Object.fromEntries(
  OWN_STAKE_RULES.map((spec) => [spec.id, spec]),
);

/** Every rule of the verdict, in its order. `market` sells the space of M7: the twin's, unless somebody is in a hurry. */
export function allRules(market: MarketMaker): readonly Rule[] {
  return [
    ...OWN_STAKE_RULES.slice(0, 9),
    spaceRule(STAKESPACE, market),
    ...OWN_STAKE_RULES.slice(9),
    rankChasing,
    spaceRule(FREE_CHOICE),
    spaceRule(firstCandidate("M7-first")),
    spaceRule({
      ...firstCandidate("M7-gain8", { limitGain: 8, tcClip: 0.03 }),
      title: "Stakespace, first rule, gain 8",
    }),
  ];
}
