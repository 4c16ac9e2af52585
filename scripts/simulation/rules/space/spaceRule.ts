import { FastMarket } from "../../markets/fastMarket.js";
import type { Market, MarketTerms } from "../../markets/types.js";
import { SpaceSeason } from "../../season/spaceSeason.js";
import type { World } from "../../worlds/types.js";
import { seniorUniqueness, type UniquenessOf } from "../../worlds/uniqueness.js";
import type { Rule } from "../types.js";
import type { SpacePolicy } from "./types.js";

/** A rule of the market of space: its terms, and what limits are made of. */
export interface SpaceRule {
  readonly id: string;
  readonly title: string;
  readonly idea: string;
  readonly terms: MarketTerms;
  readonly uniquenessOf: UniquenessOf;
  policy(models: number): SpacePolicy;
}

/** Where a season's space is sold. */
export type MarketMaker = (world: World, terms: MarketTerms) => Market;

/** The market in doubles: for sweeps and controls. */
export const fastMarket: MarketMaker = (world, terms) => new FastMarket(world.space.count, terms);

/** Plays a rule of space in a market. */
export function spaceRule(rule: SpaceRule, marketOf: MarketMaker = fastMarket): Rule {
  return {
    id: rule.id,
    title: rule.title,
    idea: rule.idea,
    play: ({ world, seed, metric }) =>
      new SpaceSeason({
        world,
        seed,
        metric,
        market: marketOf(world, rule.terms),
        terms: rule.terms,
        policy: rule.policy(world.space.count),
        uniqueness: seniorUniqueness(world, rule.uniquenessOf),
      }).play(),
  };
}
