import { ownStake } from "../ownStake.js";

/** What tournaments do: weight is stake. */
export const linear = ownStake("M0", "Linear stake", "A model weighs what is staked on it.", {
  weights: ({ stake }) => stake,
});
