import { ownStakeSeason } from "../season/ownStakeSeason.js";
import type { OwnStakeRule, OwnStakeSpec } from "./types.js";

/** A rule under which owners stake on their own models. */
export function ownStake(id: string, title: string, idea: string, rule: OwnStakeRule): OwnStakeSpec {
  return { id, title, idea, rule, play: (setup) => ownStakeSeason(rule, setup) };
}
