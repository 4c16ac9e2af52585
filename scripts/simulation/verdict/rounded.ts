/** Digits after which a number in a verdict is rounded: far below any interval, and the same on every machine. */
const DIGITS = 10;

/** A number as verdicts have it. */
export function rounded(value: number): number {
  return Number(value.toFixed(DIGITS));
}
