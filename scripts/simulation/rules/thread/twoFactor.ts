import { ownStake } from "../ownStake.js";
import { schemeWeights } from "../schemes.js";

/** The record says how much an owner weighs, stake what the owner believes in. */
export const twoFactor = ownStake(
  "M5",
  "Two factors",
  "The account's record gives its weight; its stake says which of its models gets how much of it.",
  { weights: (view) => schemeWeights("two-factor", view) },
);
