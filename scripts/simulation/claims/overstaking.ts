import { normalised } from "../season/shares.js";
import { scoreWorld } from "../worlds/scores.js";
import type { World } from "../worlds/types.js";
import { skilledModel, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

const SHARES = [0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Mean TC of a good model by the share of all stake that is on it. */
export const overstaking: Claim = {
  id: "overstaking",
  claim: "Too much stake on a model lowers its TC.",
  measures:
    "share of all stake on a model of the best tenth from which its mean TC is below half of what it is without stake",
  holdsWhen: "below",
  threshold: 0.95,
  axes: { x: "share of all stake", y: "mean TC" },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const model = skilledModel(world, Math.round(run.models / 20));
    const tcs = SHARES.map((share) => meanTc(world, model, share));
    const found = Object.fromEntries(SHARES.map((share, index) => [`TC|${share}`, tcs[index]!]));
    const half = SHARES.findIndex((_, index) => tcs[index]! < tcs[0]! / 2);
    return { value: half < 0 ? 1 : SHARES[half]!, ...found };
  },
};

function meanTc(world: World, model: number, share: number): number {
  const others = Float64Array.from({ length: world.space.count }, (_, j) => (j === model ? 0 : 1));
  const weights = normalised(others).map((weight) => weight * (1 - share));
  weights[model] = share;
  const present = new Uint8Array(world.space.count).fill(1);
  let total = 0;
  for (const market of world.rounds) total += scoreWorld(world.space, market, weights, present).tc[model]!;
  return total / world.rounds.length;
}
