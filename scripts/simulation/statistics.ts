/** Mean of some numbers, 0 of none. */
export function meanOf(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return values.length === 0 ? 0 : total / values.length;
}

/** Sum of some numbers. */
export function sumOf(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

/** Standard deviation, `n - 1` in the denominator; 0 of fewer than two. */
export function deviation(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const center = meanOf(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - center) * (values[i]! - center);
  return Math.sqrt(squares / (values.length - 1));
}

/** Standard error of the mean. */
export function standardError(values: ArrayLike<number>): number {
  return values.length < 2 ? 0 : deviation(values) / Math.sqrt(values.length);
}

/** Pearson's correlation; 0 where one of the two does not vary. */
export function pearsonCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [centerA, centerB] = [meanOf(a), meanOf(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - centerA, b[i]! - centerB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** Correlation of ranks, ties at their mean rank. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return pearsonCorrelation(ranks(a), ranks(b));
}

/** Ranks from 1, ties at their mean. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, index) => index).sort(
    (i, j) => values[i]! - values[j]! || i - j,
  );
  const result = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++;
    for (let i = from; i <= to; i++) result[order[i]!] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return result;
}

/** How many of the largest make half of the whole, the last one in part: 0 of nothing. */
export function countToHalf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(Array.from(values)).sort().reverse();
  const half = sumOf(sorted) / 2;
  if (half <= 0) return 0;
  let reached = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (reached + sorted[i]! >= half) return i + (half - reached) / sorted[i]!;
    reached += sorted[i]!;
  }
  return sorted.length;
}

/** Herfindahl-Hirschman index: sum of squared shares, 1 for a single one, 0 of nothing. One over it is the effective number. */
export function herfindahl(values: ArrayLike<number>): number {
  const total = sumOf(values);
  if (total <= 0) return 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! / total) * (values[i]! / total);
  return squares;
}

/** The deepest fall of a running sum below its highest point so far, as a positive number. */
export function drawdown(values: ArrayLike<number>): number {
  let [level, peak, deepest] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    level += values[i]!;
    peak = Math.max(peak, level);
    deepest = Math.max(deepest, peak - level);
  }
  return deepest;
}
