import { MARKET_TERMS } from "../../markets/types.js";
import { ownStake } from "../ownStake.js";
import { paid } from "../payout.js";

/** Weight stays linear, payouts follow the record. */
export const personalFactor = ownStake(
  "M6",
  "Personal payout factor",
  "A model weighs its stake; gains and burns are scaled by the account's record.",
  {
    weights: ({ stake }) => stake,
    returns: ({ accountWeight, accountOf, payoutFactor }, score) =>
      score.map((value, j) => {
        const weight = accountWeight[accountOf[j]!]!;
        return paid(value, payoutFactor * (MARKET_TERMS.ppfFloor + (1 - MARKET_TERMS.ppfFloor) * weight));
      }),
  },
);
