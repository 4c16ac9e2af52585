import { playSpace, skilledModel, worldOf } from "./support/seasons.js";
import { FREE_BASE } from "./support/terms.js";
import type { Claim } from "./types.js";

/** A model is sold: its record starts anew, what it earned by stake-weighted TC stays with it. */
export const soldRecord: Claim = {
  id: "sold_record",
  claim: "A record can be bought with the model.",
  measures: "part of its base that a good model still has the round after it was sold",
  holdsWhen: "above",
  threshold: 0.5,
  axes: { x: "rounds after the sale", y: "space, before the sale = 1" },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const model = skilledModel(world, 5);
    const at = Math.floor(run.rounds / 2);
    const kept = playSpace(world, run.seed).outcomes;
    const sold = playSpace(world, run.seed, { sales: [{ round: at, model }] }).outcomes;
    const found: Record<string, number> = {};
    for (let after = 0; after < run.rounds - at - 1; after += 5) {
      found[`sold|${after}`] = sold[at + after]!.limit[model]! / Math.max(1, kept[at]!.limit[model]!);
      found[`kept|${after}`] = kept[at + after]!.limit[model]! / Math.max(1, kept[at]!.limit[model]!);
    }
    // Both have earned the same until then: what they differ by is the base.
    const lost = kept[at + 1]!.limit[model]! - sold[at + 1]!.limit[model]!;
    const base = Math.min(FREE_BASE, kept[at + 1]!.limit[model]!);
    return { value: 1 - Math.min(1, lost / base), ...found };
  },
};
