import Mocha from "mocha";

import type { TestTotals } from "./totals.js";

let latest: Mocha.Stats | undefined;

/** Mocha's usual reporter, which also keeps the counts for {@link mochaTotals}. */
export class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    latest = this.stats;
  }
}

/** What Mocha counted in this process, or `undefined` when it did not run. A failed hook counts as a failure. */
export function mochaTotals(): TestTotals | undefined {
  return latest === undefined ? undefined : { passed: latest.passes, failed: latest.failures, skipped: latest.pending };
}
