import { ScoringError } from "./error.js";
import { stableOrder } from "./rank.js";

/** The rows of the `count` smallest and the `count` largest values, each in row order. Ties go by row order. */
export interface TopBottom {
  readonly top: Uint32Array;
  readonly bottom: Uint32Array;
}

/** Throws unless both ends fit without overlapping. */
export function topBottom(values: ArrayLike<number>, count: number): TopBottom {
  if (!Number.isInteger(count) || count < 1 || 2 * count > values.length) {
    throw new ScoringError(
      `top and bottom ${count} of ${values.length} rows: expected a count from 1 to half the rows`,
    );
  }
  const order = stableOrder(values);
  return { top: order.slice(-count).sort(), bottom: order.slice(0, count).sort() };
}

/** Both ends together, in row order. */
export function topBottomRows(values: ArrayLike<number>, count: number): Uint32Array {
  const { top, bottom } = topBottom(values, count);
  return Uint32Array.from([...bottom, ...top]).sort();
}

/** The values of the given rows. */
export function pick(values: ArrayLike<number>, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}
