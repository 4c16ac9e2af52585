import { tieKeptRank } from "#scoring";
import type { WeightScheme } from "./types.js";

/** Percentile of the stake among all models, 0 without stake. Splitting pays most here: each copy has a rank of its own. */
export const rank: WeightScheme = (models) => {
  const percentiles = tieKeptRank(models.map(({ stake }) => stake));
  return percentiles.map((percentile, j) => (models[j]!.stake > 0 ? percentile : 0));
};
