import { rate, RATE_ONE, WAD, WEIGHT_ONE } from "#twin";
import { formatAmount, formatExactAmount } from "#lib";

/** What stands where nothing is known. */
export const NONE = "–";

const WAD_DIGITS = 18;
const RATE_DIGITS = 3;
const SCORE_DIGITS = 5;

/** A share with 18 decimals as a percentage with sign: `+1.25 %`. */
export function signedPercent(share: bigint | undefined): string {
  if (share === undefined) return NONE;
  return `${share > 0n ? "+" : ""}${formatAmount(100n * share, WAD_DIGITS, 2)} %`;
}

/** An amount with sign. */
export function signed(text: string, amount: bigint): string {
  return amount > 0n ? `+${text}` : text;
}

/** A score or a growth of a sheet: `0.01250`. */
export function scoreText(units: number | undefined): string {
  return units === undefined ? NONE : formatAmount(BigInt(units), SCORE_DIGITS, SCORE_DIGITS);
}

/** A weight or a share of a sheet, as a percentage. */
export function shareText(units: number | undefined): string {
  if (units === undefined) return NONE;
  return `${formatExactAmount((10_000n * BigInt(Math.min(units, Number(WEIGHT_ONE)))) / WEIGHT_ONE, 2)} %`;
}

/** A rate in units of 1e-5, per round. */
export function perRound(units: bigint): string {
  return `${formatExactAmount(units, RATE_DIGITS)} %`;
}

/** The rate that filled stake paid, from what it paid in all: rounding makes it a little less than the rate, never a tick less. */
export function rateOf({ filled, rent }: { readonly filled: bigint; readonly rent: bigint }): bigint {
  if (filled === 0n) return 0n;
  const paid = (rent * RATE_ONE) / filled;
  for (let tick = 0; ; ++tick) if (rate(tick) >= paid) return rate(tick);
}

/** The first and last characters of an address. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

/** A share with 18 decimals of a whole; 0 of nothing. */
export function shareOfWhole(part: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : (part * WAD) / whole;
}
