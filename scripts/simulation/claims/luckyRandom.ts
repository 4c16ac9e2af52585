import { Random } from "#lib";

import { scoreWorld } from "../worlds/scores.js";
import type { World } from "../worlds/types.js";
import { worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** Rounds of about a month. */
const SIX_MONTHS = 6;

export const luckyRandom: Claim = {
  id: "lucky_random",
  claim: "A random model looks good for six months.",
  measures: "part of random models whose mean score of six rounds beats the median of skilled models",
  holdsWhen: "above",
  threshold: 0.05,
  axes: { x: "rounds looked at", y: "random models above the median skilled one" },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const found: Record<string, number> = {};
    for (const rounds of [1, 3, SIX_MONTHS, 12, 24, 48]) {
      if (rounds <= run.rounds) found[`random|${rounds}`] = luckyShare(world, rounds, new Random(`${run.seed}/start`));
    }
    return { value: found[`random|${SIX_MONTHS}`]!, ...found };
  },
};

/** Over all spans of so many rounds that do not overlap. */
function luckyShare(world: World, span: number, random: Random): number {
  const present = new Uint8Array(world.space.count).fill(1);
  const none = new Float64Array(world.space.count);
  const scores = world.rounds.map((market) => scoreWorld(world.space, market, none, present).corr);
  let [lucky, all] = [0, 0];
  const start = random.below(Math.max(1, (scores.length % span) + 1));
  for (let from = start; from + span <= scores.length; from += span) {
    const means = Float64Array.from(none, (_, j) =>
      scores.slice(from, from + span).reduce((total, round) => total + round[j]! / span, 0),
    );
    const skilled = means.filter((_, j) => world.isNoise[j] === 0).sort();
    const median = skilled[Math.floor(skilled.length / 2)]!;
    for (let j = 0; j < means.length; j++) {
      if (world.isNoise[j] === 0) continue;
      all += 1;
      if (means[j]! > median) lucky += 1;
    }
  }
  return all === 0 ? 0 : lucky / all;
}
