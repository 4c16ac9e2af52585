import type { OptionSpec } from "./spec.js";

/** A model that has to be named. */
export const MODEL: OptionSpec = { name: "model", description: "The model, by its name or its id" };
export const TICK: OptionSpec = { name: "tick", description: "Step of the rate grid, 0 to 127; instead of --rate" };
export const BID_RATE: OptionSpec = {
  name: "rate",
  description: "The most the bid pays per round, e.g. 0.5%; taken down to the grid, so that it never pays more",
};
export const FROM_TICK: OptionSpec = {
  name: "fromTick",
  description: "Where the stake is; may be left out with a single position on the model",
};
