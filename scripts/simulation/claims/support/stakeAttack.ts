import { measureSeason } from "../../season/measure.js";
import type { Rule } from "../../rules/types.js";
import { sumOf } from "../../statistics.js";
import type { World } from "../../worlds/types.js";

/** Part of the meta model's weight on some models, over the last half of a season. */
export function weightOn(world: World, rule: Rule, seed: string, models: ReadonlySet<number>): number {
  const shares: number[] = [];
  const outcomes = rule.play({ world, seed, metric: "corr" });
  for (const { round, weights } of outcomes) {
    const all = sumOf(weights);
    if (round < world.options.rounds / 2 || all === 0) continue;
    shares.push(sumOf(weights.filter((_, model) => models.has(model))) / all);
  }
  return shares.length === 0 ? 0 : sumOf(shares) / shares.length;
}

/** Mean score of a rule in a world. */
export function seasonScore(world: World, rule: Rule, seed: string): number {
  return measureSeason(world, rule.play({ world, seed, metric: "corr" })).score;
}
