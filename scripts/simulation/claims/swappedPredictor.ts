import { keeper } from "../agents/kinds.js";
import { withSwap } from "../worlds/swap.js";
import { only, playSpace, skilledModel, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** A good model's predictor is replaced by noise in the middle of the season; its owner keeps staking on it. */
export const swappedPredictor: Claim = {
  id: "swapped_predictor",
  claim: "Whoever swaps the predictor lives on the record it earned.",
  measures: "rounds until a swapped model has lost half of its space",
  holdsWhen: "above",
  threshold: 24,
  axes: { x: "rounds after the swap", y: "space, at the swap = 1" },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const model = skilledModel(world, 5);
    const at = Math.floor(run.rounds / 2);
    const behaviours = only(world.accountOf[model]!, keeper);
    const { outcomes } = playSpace(withSwap(world, model, at), run.seed, { behaviours });
    const start = outcomes[at]!.limit[model]!;
    const space = (after: number): number => (start > 0 ? outcomes[at + after]!.limit[model]! / start : 0);
    const found: Record<string, number> = {};
    const rest = run.rounds - at;
    for (let after = 0; after < rest; after += 5) found[`swapped|${after}`] = space(after);
    let half = 0;
    while (half < rest - 1 && space(half) > 0.5) half += 1;
    return { value: half, ...found };
  },
};
