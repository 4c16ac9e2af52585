import { ownStake } from "../ownStake.js";
import { schemeWeights } from "../schemes.js";

/** Stake counts with its rank. */
export const rank = ownStake("M1-rank", "Rank of stake", "A model weighs the percentile of its stake.", {
  weights: (view) => schemeWeights("rank", view),
});
