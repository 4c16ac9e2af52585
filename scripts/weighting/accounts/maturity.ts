/**
 * Share of the way to a full record: rounds with stake over `maturityRounds`, at most 1. A new account starts at 0.
 *
 * @example
 * import { maturity } from "#weighting";
 *
 * maturity(5, 20); // => 0.25
 */
export function maturity(roundsPlayed: number, maturityRounds: number): number {
  return Math.min(1, roundsPlayed / maturityRounds);
}
