import { thresholdOf } from "../season/threshold.js";
import { meanOf } from "../statistics.js";
import type { World } from "../worlds/types.js";
import { OWN_STAKE_RULES } from "../rules/index.js";
import { playSpace, richAccount, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** The whale brings as much again as all others together. */
export const idleWhale: Claim = {
  id: "idle_whale",
  claim: "An idle whale lowers everybody's payout factor.",
  measures:
    "payout factor of all others under Stakespace with a whale that brings as many tokens as all of them, over without",
  holdsWhen: "below",
  threshold: 0.9,
  axes: { x: "rule", y: "payout factor with the whale, without = 1" },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const whale = richAccount(world, 0);
    const swollen = withTokens(world, whale);
    const threshold = thresholdOf(world);
    const factor = (atRisk: number): number => Math.min(1, threshold / Math.max(1, atRisk));
    const linear = OWN_STAKE_RULES[0]!;
    const [before, after] = [world, swollen].map((place) =>
      meanOf([...linear.play({ world: place, seed: run.seed, metric: "corr" })].map(({ atRisk }) => factor(atRisk))),
    );
    const [spaceBefore, spaceAfter] = [world, swollen].map((place) =>
      meanOf(playSpace(place, run.seed).outcomes.map(({ atRisk }) => factor(atRisk))),
    );
    const value = spaceAfter! / spaceBefore!;
    return { value, "factor|M0": after! / before!, "factor|M7": value };
  },
};

function withTokens(world: World, account: number): World {
  const all = world.accounts.reduce((total, { wealth }) => total + wealth, 0);
  const accounts = world.accounts.map((one, index) => (index === account ? { ...one, wealth: one.wealth + all } : one));
  return { ...world, accounts };
}
