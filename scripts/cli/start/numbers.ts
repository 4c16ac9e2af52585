import { formatPercent } from "#lib";

/** A number with its sign and so many digits after the point. */
export function signed(value: number, digits: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(digits)}`;
}

/** A part as percent, with its sign. */
export function signedPercent(value: number): string {
  return `${value < 0 ? "-" : "+"}${formatPercent(Math.abs(value), 2)}`;
}
