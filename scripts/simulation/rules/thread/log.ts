import { ownStake } from "../ownStake.js";
import { schemeWeights } from "../schemes.js";

/** Stake counts with its logarithm. */
export const log = ownStake("M1-log", "Logarithm of stake", "A model weighs ln(1 + stake).", {
  weights: (view) => schemeWeights("log", view),
});
