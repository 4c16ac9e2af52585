import { ranks } from "../../statistics.js";
import { ownStake } from "../ownStake.js";

/** All-time return as reputation. */
export const reputation = ownStake(
  "M9",
  "All-time return as reputation",
  "A model weighs its stake times the rank of its account's return since the account began.",
  {
    weights: ({ stake, allTime, accountOf }) => {
      const rank = ranks(allTime);
      return stake.map((tokens, j) => (tokens * rank[accountOf[j]!]!) / rank.length);
    },
  },
);
