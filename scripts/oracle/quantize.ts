import { SCORE_ONE, WEIGHT_ONE } from "#twin";
import { StakespaceError } from "#lib";

/** A sheet's scores are int16; -32768 is left out, so that a score and its opposite always both fit. */
const MAX_SCORE = 32_767;

/**
 * A score or TC in units of 1e-5, as it stands on a sheet: the nearest unit, halves away from zero, cut to ±0.32767. What
 * is cut lies far above any `returnClip` or `tcClip` in use.
 *
 * This and {@link toShareUnits} are the only places where numbers of the oracle are rounded: everything before is double
 * precision, everything after integers. Both use only operations that IEEE 754 defines to the last bit.
 *
 * @throws {StakespaceError} `NOT_FINITE` for NaN and infinities.
 */
export function toScoreUnits(value: number, what: string): number {
  requireFinite(value, what);
  const units = Math.min(MAX_SCORE, Math.round(Math.abs(value) * Number(SCORE_ONE)));
  return value < 0 && units > 0 ? -units : units;
}

/**
 * A weight or uniqueness in units of 1e-4: the nearest unit, halves up, cut to [0, 1].
 *
 * @throws {StakespaceError} `NOT_FINITE` for NaN and infinities.
 */
export function toShareUnits(value: number, what: string): number {
  requireFinite(value, what);
  return Math.round(Math.min(1, Math.max(0, value)) * Number(WEIGHT_ONE));
}

/**
 * Token wei as tokens, to a double's precision. For weights and records only, never for money. The power is one of integers:
 * the language leaves the last bit of `10 ** 23` of doubles open.
 */
export function toTokens(wei: bigint, decimals: number): number {
  return Number(wei) / Number(10n ** BigInt(decimals));
}

function requireFinite(value: number, what: string): void {
  if (Number.isFinite(value)) return;
  throw new StakespaceError(`${what} is ${value}, expected a finite number.`, {
    code: "NOT_FINITE",
  });
}
