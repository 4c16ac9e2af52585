import { ScoringError } from "./error.js";

/**
 * Percentile rank with equal values sharing their mean rank: `(rank - 0.5) / n`, so in (0, 1) with mean 0.5.
 * Infinities have a rank like any number; NaN has none and throws.
 *
 * @example
 * import { tieKeptRank } from "#scoring";
 *
 * tieKeptRank([0.3, 0.1, 0.3]); // => [0.667, 0.167, 0.667]
 */
export function tieKeptRank(values: ArrayLike<number>): Float64Array {
  const order = stableOrder(values);
  const n = order.length;
  const ranks = new Float64Array(n);
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && values[order[end]!] === values[order[start]!]) end++;
    const percentile = ((start + 1 + end) / 2 - 0.5) / n;
    for (let k = start; k < end; k++) ranks[order[k]!] = percentile;
    start = end;
  }
  return ranks;
}

/**
 * Percentile rank in which of two equal values the earlier row comes first. Rows are expected in the order of their ids.
 *
 * @example
 * import { tieBrokenRank } from "#scoring";
 *
 * tieBrokenRank([0.3, 0.1, 0.3]); // => [0.5, 0.167, 0.833]
 */
export function tieBrokenRank(values: ArrayLike<number>): Float64Array {
  const order = stableOrder(values);
  const ranks = new Float64Array(order.length);
  order.forEach((row, place) => {
    ranks[row] = (place + 0.5) / order.length;
  });
  return ranks;
}

/** A copy in which neighbours in size at most `gap` apart have become equal, so that they share a rank. */
export function joinClose(values: Float64Array, gap: number): Float64Array {
  const order = stableOrder(values);
  const result = values.slice();
  for (let k = 1; k < order.length; k++) {
    const [before, row] = [order[k - 1]!, order[k]!];
    if (values[row]! - values[before]! <= gap) result[row] = result[before]!;
  }
  return result;
}

/** Row numbers from the smallest value to the largest, equal values in row order. */
export function stableOrder(values: ArrayLike<number>): Uint32Array {
  const order = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) throw new ScoringError(`rank: row ${i} is NaN`);
    order[i] = i;
  }
  // Comparison instead of subtraction: the difference of two infinities is NaN.
  return order.sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b));
}
