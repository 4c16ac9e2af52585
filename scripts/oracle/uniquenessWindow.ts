/**
 * Uniqueness as published, units of 1e-4: the least of the model's last rounds, so that nobody hands in noise and copies by
 * turns. Only rounds with a submission are in the window: to push a copy out of it a model has to take part that often.
 *
 * @param before What it had in its earlier rounds, the latest last.
 * @param now What it has in this one; null without a submission, which publishes 0.
 */
export function publishedUniqueness(before: readonly number[], now: number | null): number {
  return now === null ? 0 : Math.min(now, ...before);
}

/** The window that the next round's report starts from. */
export function nextWindow(before: readonly number[], now: number | null, rounds: number): number[] {
  const all = now === null ? [...before] : [...before, now];
  return rounds === 1 ? [] : all.slice(1 - rounds);
}
