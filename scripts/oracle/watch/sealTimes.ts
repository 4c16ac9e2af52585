/** A seal closer to the lock than this might come too late, seconds. */
const LAST_LEAD = 120;

/**
 * From when on a round may be sealed again: seals cost gas, so the first submissions are sealed when they are there, and what has
 * changed by then at `lead`, half of it, a quarter of it … before the lock. Whoever is asked says the same, from the chain alone.
 *
 * @param sequence Of the seal, from 1, as the chain counts them.
 * @param locksAt Unix seconds.
 * @param lead Seconds before the lock of the second seal.
 */
export function nextSealFrom(sequence: number, locksAt: number, lead: number): number {
  if (sequence <= 1) return 0;
  return locksAt - Math.max(LAST_LEAD, Math.floor(lead / 2 ** (sequence - 2)));
}
