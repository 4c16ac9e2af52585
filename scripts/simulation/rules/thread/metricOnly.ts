import { ownStake } from "../ownStake.js";
import { schemeWeights } from "../schemes.js";

/** Stake does not count at all. */
export const metricOnly = ownStake(
  "M4",
  "Metric only",
  "A model weighs its own record, whether anything is staked on it or not.",
  { weights: (view) => schemeWeights("metric", view) },
);
