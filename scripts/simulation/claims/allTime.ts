import { rankCorrelation } from "../statistics.js";
import type { World } from "../worlds/types.js";
import { worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** Rounds of the window that all-time return is held against. */
const WINDOW = 20;

/** How well a record ranks models by the skill that counts next. */
export const allTime: Claim = {
  id: "all_time",
  claim: "All-time return judges better than a window.",
  measures:
    "rank correlation with skill of the all-time return, less that of the mean of the last 20 rounds; skill that lasts",
  holdsWhen: "above",
  threshold: 0,
  axes: { x: "chance a round that skill is drawn anew", y: "rank correlation with skill" },
  observe(run) {
    const found: Record<string, number> = {};
    for (const drift of [0, 1 / 60, 1 / 20]) {
      const world = worldOf(run, { drift, lateShare: 0 });
      const label = drift === 0 ? "0" : `1/${Math.round(1 / drift)}`;
      found[`all time|${label}`] = agreement(world, world.rounds.length);
      found[`window|${label}`] = agreement(world, WINDOW);
    }
    return { value: found["all time|0"]! - found["window|0"]!, ...found };
  },
};

/** Rank correlation of the compounded score of the last rounds with the lasting skill of the last one. */
function agreement(world: World, window: number): number {
  const { count, factors, loading, rootOwn } = world.space;
  const growth = new Float64Array(count).fill(1);
  for (const market of world.rounds.slice(-window)) {
    for (let j = 0; j < count; j++) {
      let score = rootOwn[j]! * market.own[j]!;
      for (let k = 0; k < factors; k++) score += loading[j * factors + k]! * market.payoff[k]!;
      growth[j]! *= 1 + score;
    }
  }
  return rankCorrelation(growth, world.rounds.at(-1)!.lasting);
}
