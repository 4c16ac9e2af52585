import { sumOf } from "../statistics.js";

/** Scaled to sum 1; zeros stay zeros. */
export function normalised(values: Float64Array): Float64Array {
  const all = sumOf(values);
  return all > 0 ? values.map((value) => value / all) : values.slice();
}
