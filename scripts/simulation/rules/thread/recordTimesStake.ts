import { ownStake } from "../ownStake.js";

/** Stake counts as much as its owner's record. */
export const recordTimesStake = ownStake(
  "M3",
  "Account record times stake",
  "A model weighs its stake times the weight of its account's record.",
  {
    weights: ({ stake, accountWeight, accountOf }) => stake.map((tokens, j) => tokens * accountWeight[accountOf[j]!]!),
  },
);
