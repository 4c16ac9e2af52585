import { gaussian } from "./gaussian.js";
import { power15 } from "./power.js";

/**
 * Gaussian and power signal by twice the tie-kept rank, 2 .. 2 * rows: with ties there are only so many percentiles, so a
 * column's signal is looked up. Entries 0 and 1 are 0; 0 stands for padding.
 *
 * @example
 * import { signalTables, tieKeptRank } from "#scoring";
 *
 * // Three stocks: the middle one has rank 1.5 of 3, twice that is 3.
 * signalTables(3).z[3]; // => -0.431
 */
export function signalTables(rows: number): { readonly z: Float64Array; readonly p: Float64Array } {
  const z = new Float64Array(2 * rows + 1);
  const percentiles = Float64Array.from({ length: 2 * rows - 1 }, (_, k) => (k + 1) / (2 * rows));
  z.set(gaussian(percentiles), 2);
  return { z, p: power15(z) };
}
