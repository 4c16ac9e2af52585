import { leadersOf } from "../season/chasingSeason.js";
import { meanOf } from "../statistics.js";
import { scoreWorld } from "../worlds/scores.js";
import type { World } from "../worlds/types.js";
import { worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

export const topOfLeaderboard: Claim = {
  id: "top_of_leaderboard",
  claim: "Buying the top of the leaderboard loses.",
  measures:
    "next round's CORR (hundredths) of the ten leaders of the last three rounds, less that of all skilled models; skill at .5",
  holdsWhen: "below",
  threshold: 0,
  axes: { x: "persistence of skill", y: "CORR of the leaders above the mean, hundredths" },
  observe(run) {
    const found: Record<string, number> = {};
    for (const persistence of [0, 0.3, 0.5, 0.9]) {
      const world = worldOf(run, { persistence, lateShare: 0 });
      found[`3 rounds|${persistence}`] = 100 * advantage(world, 3);
      found[`20 rounds|${persistence}`] = 100 * advantage(world, 20);
    }
    return { value: found["3 rounds|0.5"]!, ...found };
  },
};

function advantage(world: World, window: number): number {
  const present = new Uint8Array(world.space.count).fill(1);
  const none = new Float64Array(world.space.count);
  const scores = world.rounds.map((market) => scoreWorld(world.space, market, none, present).corr);
  const differences: number[] = [];
  for (let round = window; round < scores.length; round++) {
    const now = scores[round]!;
    const leaders = leadersOf(scores.slice(round - window, round), present);
    const skilled = now.filter((_, j) => world.isNoise[j] === 0);
    differences.push(meanOf(leaders.map((model) => now[model]!)) - meanOf(skilled));
  }
  return meanOf(differences);
}
