import { ownStake } from "../ownStake.js";
import { paid } from "../payout.js";

/** How many times more than elsewhere is gained and burned, and where it is cut: what the tournament of 2021 did. */
const LEVERAGE = 5;
const CLIP = 0.25;

/** Nothing but gains and burns moves stake from bad models to good ones. */
export const burnOnly = ownStake(
  "M10",
  "Burn as the only correction",
  "A model weighs its stake; scores are paid and burned five times as hard, up to a quarter a round.",
  {
    weights: ({ stake }) => stake,
    returns: ({ payoutFactor }, score) => score.map((value) => paid(value, LEVERAGE * payoutFactor, CLIP)),
  },
);
