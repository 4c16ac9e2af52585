import type { Faults } from "./faults.js";

/** Where a reader puts the numbers it finds: it is told the header first, then gets each column's storage (NaN = hole). */
export interface PredictionSink {
  /** Storage of each model's column, undefined for the id column. Throws on unknown models. */
  start(header: readonly string[]): (Float64Array | undefined)[];
  /** Keeps what is wrong with a column, for its model alone. Without it the reader throws. */
  readonly faults?: Faults | undefined;
}
