import ln from "@stdlib/math-base-special-ln";
import type { WeightScheme } from "./types.js";

/** `ln(1 + stake)`. Splitting pays: a stake S in k copies weighs `k ln(1 + S/k)`, up to S itself. */
export const log: WeightScheme = (models) => Float64Array.from(models, ({ stake }) => ln(1 + stake));
