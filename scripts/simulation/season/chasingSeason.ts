import { paid } from "../rules/payout.js";
import type { SeasonSetup } from "../rules/types.js";
import { sumOf } from "../statistics.js";
import { scoreWorld } from "../worlds/scores.js";
import type { RoundOutcome } from "./outcome.js";
import { normalised } from "./shares.js";
import { thresholdOf } from "./threshold.js";

/** Part of every account's tokens that follows the leaderboard. */
const CHASING = 0.5;
/** Rounds the leaderboard looks back, and places of it that are bought. */
const WINDOW = 3;
const PLACES = 10;

/** A season of linear stake in which half of every account's tokens sit on the leaders of the last months. */
export function* chasingSeason({ world, metric }: SeasonSetup): Generator<RoundOutcome> {
  const { accounts, enters, space } = world;
  const { count } = space;
  const held = Float64Array.from(accounts, ({ wealth }) => (1 - CHASING) * wealth);
  const chasing = Float64Array.from(accounts, ({ wealth }) => CHASING * wealth);
  const present = new Uint8Array(count);
  const past: Float64Array[] = [];
  const threshold = thresholdOf(world);
  for (let round = 0; round < world.options.rounds; round++) {
    for (let j = 0; j < count; j++) if (enters[j] === round) present[j] = 1;
    const leaders = leadersOf(past.slice(-WINDOW), present);
    const stake = new Float64Array(count);
    const playing = accounts.map(({ models }) => models.filter((model) => present[model] === 1));
    playing.forEach((models, account) => {
      for (const model of models) stake[model]! += held[account]! / models.length;
    });
    const chased = leaders.length === 0 ? 0 : sumOf(chasing);
    for (const model of leaders) stake[model]! += chased / leaders.length;
    const atRisk = sumOf(stake);
    const scores = scoreWorld(space, world.rounds[round]!, normalised(stake), present);
    const score = scores[metric];
    const factor = Math.min(1, threshold / Math.max(1, atRisk));
    const returns = score.map((value) => paid(value, factor));
    playing.forEach((models, account) => {
      for (const model of models) held[account]! *= 1 + returns[model]! / models.length;
    });
    const fromLeaders = leaders.reduce((total, model) => total + returns[model]!, 0) / Math.max(1, leaders.length);
    for (let a = 0; a < accounts.length; a++) chasing[a]! *= 1 + fromLeaders;
    past.push(score);
    const byStaker = held.map((tokens, a) => (playing[a]!.length > 0 ? tokens : 0) + (chased > 0 ? chasing[a]! : 0));
    yield {
      round,
      weights: stake,
      byStaker,
      limit: new Float64Array(count).fill(Infinity),
      scores,
      atRisk,
      wanted: atRisk,
      wealth: held.map((tokens, a) => tokens + chasing[a]!),
      flows: {
        result: stake.map((tokens, j) => tokens * returns[j]!),
        rent: new Float64Array(count),
        fee: new Float64Array(count),
      },
      present,
    };
  }
}

/** The models with the best mean score of some rounds, best first; none before the first round. */
export function leadersOf(past: readonly Float64Array[], present: Uint8Array, places = PLACES): number[] {
  if (past.length === 0) return [];
  const meanOf = (model: number): number => past.reduce((total, scores) => total + scores[model]!, 0) / past.length;
  return Array.from(present.keys())
    .filter((model) => present[model] === 1)
    .map((model) => ({ model, mean: meanOf(model) }))
    .sort((a, b) => b.mean - a.mean || a.model - b.model)
    .slice(0, places)
    .map(({ model }) => model);
}
