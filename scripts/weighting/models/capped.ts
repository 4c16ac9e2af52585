import type { WeightScheme } from "./types.js";

/** Tokens per model that count in `capped`. */
export const STAKE_CAP = 1000;

/** `min(stake, STAKE_CAP)`. A stake split over k copies counts up to k caps: a gain of factor k for the largest. */
export const capped: WeightScheme = (models) => Float64Array.from(models, ({ stake }) => Math.min(stake, STAKE_CAP));
