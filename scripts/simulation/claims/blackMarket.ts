import { AccountWeights } from "../agents/accountWeights.js";
import { MARKET_TERMS } from "../markets/types.js";
import { meanOf } from "../statistics.js";
import { lateMean, playSpace, worldOf } from "./support/seasons.js";
import { stakeByAccount } from "./support/stakeByAccount.js";
import { OWN_STAKE_RULES } from "../rules/index.js";
import type { Claim } from "./types.js";

/** What a holder would gain by handing its stake to the account with the best factor, for the same model and score. */
export const blackMarket: Claim = {
  id: "black_market",
  claim: "A personal payout factor makes a black market for accounts with a high one.",
  measures: "what the mean token would gain, in parts of its return, at the best account's factor instead of its own",
  holdsWhen: "above",
  threshold: 0.1,
  axes: { x: "part of accounts by factor", y: "gain of moving to the best factor" },
  asides: {
    "M7: rent a round that is paid openly instead":
      "rent a round that M7 has paid openly instead, part of the filled stake",
  },
  observe(run) {
    const world = worldOf(run);
    const rule = OWN_STAKE_RULES.find(({ id }) => id === "M6")!;
    const weights = new AccountWeights(world.accounts.length);
    const gains: number[] = [];
    let factors: number[] = [];
    for (const outcome of rule.play({ world, seed: run.seed, metric: "corr" })) {
      const { stake, scored } = stakeByAccount(world, outcome.weights, outcome.scores.corr);
      const own = weights.weights();
      weights.learn(stake, scored);
      if (outcome.round < run.rounds / 2) continue;
      factors = Array.from(own, (weight) => MARKET_TERMS.ppfFloor + (1 - MARKET_TERMS.ppfFloor) * weight);
      const best = Math.max(...factors);
      const all = stake.reduce((total, tokens) => total + tokens, 0);
      gains.push(stake.reduce((total, tokens, a) => total + (tokens / all) * (best / factors[a]! - 1), 0));
    }
    const best = Math.max(...factors);
    const sorted = factors.toSorted((a, b) => a - b);
    const at = (share: number): number => best / sorted[Math.floor(share * (sorted.length - 1))]! - 1;
    const { outcomes } = playSpace(world, run.seed);
    const rent = lateMean(outcomes, ({ flows, atRisk }) => flows.rent.reduce((sum, x) => sum + x, 0) / atRisk);
    return {
      value: meanOf(gains),
      ...Object.fromEntries([0, 0.25, 0.5, 0.75, 1].map((share) => [`M6|${share}`, at(share)])),
      "M7: rent a round that is paid openly instead|1": rent,
    };
  },
};
