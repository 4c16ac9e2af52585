/** Numbers of tests by outcome. */
export interface TestTotals {
  passed: number;
  failed: number;
  skipped: number;
}

const collected: TestTotals[] = [];

/** Adds the outcome of one runner to this process's totals. */
export function collect(totals: TestTotals): void {
  collected.push(totals);
}

/** The sum over everything collected so far. */
export function collectedTotals(): TestTotals {
  return sumTotals(collected);
}

/** Adds up outcomes, field by field. */
export function sumTotals(parts: readonly TestTotals[]): TestTotals {
  return parts.reduce(
    (sum, part) => ({
      passed: sum.passed + part.passed,
      failed: sum.failed + part.failed,
      skipped: sum.skipped + part.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
