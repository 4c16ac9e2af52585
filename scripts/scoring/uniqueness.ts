import { requireFinite, requireRows } from "./error.js";
import { columnOf, mapColumns, type Matrix } from "./matrix.js";
import { powerSignal } from "./signal.js";
import { clampToUnit, dot, isConstant } from "./statistics.js";

/** Models an account may enter in a round before they share one base. */
export const FREE_MODELS = 3;

/**
 * Uniqueness of each column in [0, 1]: `(1 - c^4)^2`, c = the largest correlation with a senior column, 0 if negative; senior = further left, with
 * correlations between power signals, so that it is the tails that must differ: they carry what CORR and TC pay for, and a copy
 * with its middle shuffled stays a copy. A constant column says nothing, so it is not unique: 0.
 *
 * @example
 * import { matrixOf, uniqueness } from "#scoring";
 *
 * uniqueness(matrixOf([[0.1, 0.4, 0.9], [0.2, 0.5, 0.7], [0.2, 0.9, 0.3]])); // => [1, 0, 0.879]
 */
export function uniqueness(predictions: Matrix): Float64Array {
  const signals = mapColumns(predictions, (column) => unitSignal(column));
  const result = new Float64Array(predictions.columns);
  for (let j = 0; j < predictions.columns; j++) {
    const own = columnOf(signals, j);
    if (isConstant(own)) continue;
    let largest = 0;
    for (let k = 0; k < j; k++) {
      const correlation = dot(own, columnOf(signals, k));
      if (correlation > largest) largest = correlation;
    }
    result[j] = uniquenessOf(largest);
  }
  return result;
}

/**
 * `(1 - max(0, correlation)^4)^2`. Squared, because `1 - c^4` alone gives twenty noisy copies of .95 four times the space of one;
 * so they have .8 times, and half a correlation still costs only an eighth.
 *
 * @example
 * import { uniquenessOf } from "#scoring";
 *
 * uniquenessOf(0.5); // => 0.87890625
 */
export function uniquenessOf(correlation: number): number {
  requireFinite([correlation], "correlation");
  const positive = Math.max(0, clampToUnit(correlation));
  const square = positive * positive;
  const apart = 1 - square * square;
  return apart * apart;
}

/**
 * Factor `min(1, FREE_MODELS / models of the account in this round)` for each model, by its account.
 *
 * @example
 * import { accountShare } from "#scoring";
 *
 * accountShare(["ann", "ann", "ann", "ann", "bob"], 5); // => [0.75, 0.75, 0.75, 0.75, 1]
 */
export function accountShare(accounts: readonly string[], models: number): Float64Array {
  requireRows(models, accounts.length, "accounts");
  const count = new Map<string, number>();
  for (const account of accounts) count.set(account, (count.get(account) ?? 0) + 1);
  return Float64Array.from(accounts, (account) => Math.min(1, FREE_MODELS / count.get(account)!));
}

/** Power signal, centred and of length 1, so that an inner product is a correlation; zeros for a constant. */
function unitSignal(column: Float64Array): Float64Array {
  const signal = powerSignal(column);
  if (isConstant(signal)) return signal.fill(0);
  let total = 0;
  for (const value of signal) total += value;
  const shift = total / signal.length;
  const centered = signal.map((value) => value - shift);
  const size = Math.sqrt(dot(centered, centered));
  return centered.map((value) => value / size);
}
