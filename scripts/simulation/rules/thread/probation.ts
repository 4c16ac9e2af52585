import { ownStake } from "../ownStake.js";

/** Rounds of about a month. */
export const PROBATION_ROUNDS = 6;

/** New models wait. */
export const probation = ownStake(
  "M8",
  "Six months of probation",
  "A model weighs its stake, and nothing in its first six months, in which it is not paid either.",
  {
    weights: ({ stake, played }) => stake.map((tokens, j) => (played[j]! < PROBATION_ROUNDS ? 0 : tokens)),
    allowed: ({ played }) => Float64Array.from(played, (rounds) => (rounds < PROBATION_ROUNDS ? 0 : Infinity)),
  },
);
