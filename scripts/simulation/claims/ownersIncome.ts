import { AccountWeights } from "../agents/accountWeights.js";
import { MARKET_TERMS } from "../markets/types.js";
import { playSpace, worldOf } from "./support/seasons.js";
import { stakeByAccount } from "./support/stakeByAccount.js";
import type { Claim } from "./types.js";

export const ownersIncome: Claim = {
  id: "owners_income",
  claim: "Owners earn more in rent than they lose by the payout factor.",
  measures: "rent of owners less what the payout factor takes from all gains, a round, per 1,000 filled tokens",
  holdsWhen: "above",
  threshold: 0,
  axes: { x: "round", y: "tokens a round per 1,000 filled" },
  observe(run) {
    const world = worldOf(run);
    const weights = new AccountWeights(world.accounts.length);
    const found: Record<string, number> = {};
    let [rents, losses, rounds] = [0, 0, 0];
    for (const { round, weights: filled, scores, flows, atRisk } of playSpace(world, run.seed).outcomes) {
      const weight = weights.weights();
      const rent = flows.rent.reduce((total, tokens) => total + tokens, 0);
      let lost = 0;
      flows.result.forEach((result, j) => {
        const factor = MARKET_TERMS.ppfFloor + (1 - MARKET_TERMS.ppfFloor) * weight[world.accountOf[j]!]!;
        lost += result / factor - result;
      });
      const { stake, scored } = stakeByAccount(world, filled, scores.corr);
      weights.learn(stake, scored);
      if (atRisk === 0) continue;
      rents += (1_000 * rent) / atRisk;
      losses += (1_000 * lost) / atRisk;
      rounds += 1;
      if ((round + 1) % 10 === 0) {
        found[`rent|${round + 1}`] = rents / rounds;
        found[`lost to the factor|${round + 1}`] = losses / rounds;
      }
    }
    return { value: (rents - losses) / rounds, ...found };
  },
};
