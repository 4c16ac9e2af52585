import { gaussian } from "./gaussian.js";
import { power15 } from "./power.js";
import { tieKeptRank } from "./rank.js";

/**
 * Gaussianized tie-kept ranks: what the meta model averages. A constant vector becomes zeros.
 *
 * @example
 * import { gaussianSignal } from "#scoring";
 *
 * gaussianSignal([0.2, 0.9, 0.4]); // => [-0.967, 0.967, 0]
 */
export function gaussianSignal(predictions: ArrayLike<number>): Float64Array {
  return gaussian(tieKeptRank(predictions));
}

/**
 * Gaussianized tie-kept ranks to the power 1.5: what CORR, alpha and TC take, with more weight on the tails.
 *
 * @example
 * import { powerSignal } from "#scoring";
 *
 * powerSignal([0.2, 0.9, 0.4]); // => [-0.952, 0.952, 0]
 */
export function powerSignal(predictions: ArrayLike<number>): Float64Array {
  return power15(gaussianSignal(predictions));
}
