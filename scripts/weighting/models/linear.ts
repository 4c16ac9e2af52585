import type { WeightScheme } from "./types.js";

/** The stake itself. Splitting a stake over copies or addresses changes nothing; whoever has most tokens decides. */
export const linear: WeightScheme = (models) => Float64Array.from(models, ({ stake }) => stake);
