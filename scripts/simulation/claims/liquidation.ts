import { OWN_STAKE_RULES } from "../rules/index.js";
import { playSpace, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** Displaced means: wants to be at risk and may not. */
export const liquidation: Claim = {
  id: "liquidation",
  claim: "Limits liquidate holdings.",
  measures: "part of all tokens that a cap of 1,000 tokens a model keeps out in the first round",
  holdsWhen: "above",
  threshold: 0.25,
  axes: { x: "round", y: "tokens kept out, part of all" },
  asides: {
    "M7: part of those that finds space again": "part of the tokens kept out at first that M7 gives space in the end",
  },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const found: Record<string, number> = {};
    for (const id of ["M1", "M2"]) {
      const rule = OWN_STAKE_RULES.find((candidate) => candidate.id === id)!;
      for (const { round, wanted, atRisk } of rule.play({ world, seed: run.seed, metric: "corr" })) {
        if (isShown(round, run.rounds)) found[`${id}|${round + 1}`] = 1 - atRisk / wanted;
      }
    }
    const { outcomes } = playSpace(world, run.seed);
    for (const { round, wanted, atRisk } of outcomes) {
      if (isShown(round, run.rounds)) found[`M7|${round + 1}`] = 1 - atRisk / wanted;
    }
    const first = found["M7|1"]!;
    const last = found[`M7|${run.rounds}`]!;
    return {
      value: found["M1|1"]!,
      [`M7: part of those that finds space again|${run.rounds}`]: 1 - last / first,
      ...found,
    };
  },
};

function isShown(round: number, rounds: number): boolean {
  return [0, 4, 9, 19, 39, 59, 79].includes(round) || round === rounds - 1;
}
