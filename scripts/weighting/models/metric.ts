import { requireField } from "./requireField.js";
import type { WeightScheme } from "./types.js";

/** The positive part of the model's own record, stake or not. Copies of a good model multiply its weight. */
export const metric: WeightScheme = (models) =>
  Float64Array.from(models, (model, j) => Math.max(0, requireField(model, "metric", j)));
