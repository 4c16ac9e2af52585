import type { Behaviour } from "../../agents/behaviour.js";
import { FastMarket } from "../../markets/fastMarket.js";
import { STAKESPACE } from "../../rules/index.js";
import type { SpaceRule } from "../../rules/space/spaceRule.js";
import type { RoundOutcome } from "../../season/outcome.js";
import { SpaceSeason, type SpaceSeasonOptions } from "../../season/spaceSeason.js";
import { latentWorld } from "../../worlds/latent.js";
import type { World, WorldOptions } from "../../worlds/types.js";
import { seniorUniqueness } from "../../worlds/uniqueness.js";
import type { ClaimRun } from "../types.js";

/** What claims are tried at unless they vary it themselves. */
export const PERSISTENCE = 0.5;

/** A run's world. */
export function worldOf({ seed, models, rounds }: ClaimRun, change: Partial<WorldOptions> = {}): World {
  return latentWorld(seed, { models, rounds, persistence: PERSISTENCE, ...change });
}

/** A season of space in doubles, and what it was after the last round. */
export function playSpace(
  world: World,
  seed: string,
  change: Partial<Pick<SpaceSeasonOptions, "behaviours" | "reserves" | "sales" | "terms">> & {
    readonly rule?: SpaceRule;
  } = {},
): { readonly season: SpaceSeason; readonly outcomes: readonly RoundOutcome[] } {
  const { rule = STAKESPACE, ...options } = change;
  const terms = { ...rule.terms, ...options.terms };
  const season = new SpaceSeason({
    world,
    seed,
    metric: "corr",
    market: new FastMarket(world.space.count, terms),
    policy: rule.policy(world.space.count),
    uniqueness: seniorUniqueness(world, rule.uniquenessOf),
    ...options,
    terms,
  });
  return { season, outcomes: [...season.play()] };
}

/** One account that behaves otherwise. */
export function only(account: number, behaviour: Behaviour): ReadonlyMap<number, Behaviour> {
  return new Map([[account, behaviour]]);
}

/** Relative gain of an account over a season. */
export function gainOf(world: World, outcomes: readonly RoundOutcome[], account: number): number {
  return outcomes.at(-1)!.wealth[account]! / world.accounts[account]!.wealth - 1;
}

/** The account with the `place`-th most tokens, from 0, of those whose models are all there from the first round. */
export function richAccount(world: World, place: number): number {
  const early = Array.from(world.accounts.keys()).filter((account) =>
    world.accounts[account]!.models.every((model) => world.enters[model] === 0),
  );
  early.sort((a, b) => world.accounts[b]!.wealth - world.accounts[a]!.wealth || a - b);
  return early[Math.min(place, early.length - 1)]!;
}

/** The model with the `place`-th highest lasting skill, from 0, of those there from the first round. */
export function skilledModel(world: World, place: number): number {
  const skill = world.rounds[0]!.lasting;
  const early = Array.from(world.enters.keys()).filter((model) => world.enters[model] === 0);
  early.sort((a, b) => skill[b]! - skill[a]! || a - b);
  return early[Math.min(place, early.length - 1)]!;
}

/** Mean over the last half of a season. */
export function lateMean(outcomes: readonly RoundOutcome[], of: (outcome: RoundOutcome) => number): number {
  const late = outcomes.slice(Math.floor(outcomes.length / 2));
  return late.reduce((total, outcome) => total + of(outcome), 0) / late.length;
}
