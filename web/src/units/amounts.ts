import { RATE_ONE, WAD } from "stakespace/twin";

/** Groups digits by thousands. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * An amount in tokens, cut to so many decimals (never rounded up: nobody has more than is shown).
 *
 * @param wei In the token's smallest unit.
 */
export function amountText(wei: bigint, decimals: number, digits = 2): string {
  const size = wei < 0n ? -wei : wei;
  const unit = 10n ** BigInt(decimals);
  const fraction = decimals === 0 ? "" : (size % unit).toString().padStart(decimals, "0").slice(0, digits);
  const sign = wei < 0n ? "−" : "";
  const whole = grouped((size / unit).toString());
  return fraction === "" ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** An amount to the last digit, without zeros at its end. */
export function exactAmount(wei: bigint, decimals: number): string {
  const text = amountText(wei, decimals, decimals);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** With a plus where it is more than nothing. */
export function signed(text: string): string {
  return /^[−-]/.test(text) || !/[1-9]/.test(text) ? text : `+${text}`;
}

/**
 * What somebody typed, in the token's smallest unit. Commas group, a point divides.
 *
 * @returns Undefined for what is no amount, or has more decimals than the token.
 */
export function parseAmount(text: string, decimals: number): bigint | undefined {
  const plain = text.trim().replaceAll(",", "");
  const match = /^(\d*)(?:\.(\d*))?$/.exec(plain);
  const [, whole = "", fraction = ""] = match ?? [];
  if (match === null || whole + fraction === "" || fraction.length > decimals) return undefined;
  return BigInt(whole === "" ? "0" : whole) * 10n ** BigInt(decimals) + BigInt(fraction.padEnd(decimals, "0") || "0");
}

/** A rate, units of 1e-5, as percent: exact, three decimals. */
export function rateText(rate: bigint | number): string {
  return `${scaled(BigInt(rate), RATE_ONE / 100n, 3)} %`;
}

/** A fraction of 18 decimals as percent, cut. */
export function fractionText(fraction: bigint, digits = 2): string {
  return `${scaled(fraction, WAD / 100n, digits)} %`;
}

/** A number of a sheet, units of 1e-5: exact, with its sign. */
export function scoreText(score: number): string {
  return signed(scaled(BigInt(score), RATE_ONE, 5));
}

/** A share of a sheet, units of 1e-4: exact. */
export function shareText(share: number): string {
  return scaled(BigInt(share), 10_000n, 4);
}

/** One amount as a part of another, percent, cut; "–" of nothing. */
export function partText(part: bigint, whole: bigint, digits = 1): string {
  return whole === 0n ? "–" : `${scaled(part * 10_000n, (whole * 10_000n) / 100n, digits)} %`;
}

/** `value / one` with so many decimals, cut towards zero. */
function scaled(value: bigint, one: bigint, digits: number): string {
  const size = value < 0n ? -value : value;
  const scale = 10n ** BigInt(digits);
  const number = (size * scale) / one;
  const text =
    digits === 0
      ? grouped(number.toString())
      : `${grouped((number / scale).toString())}.${(number % scale).toString().padStart(digits, "0")}`;
  return value < 0n && number > 0n ? `−${text}` : text;
}

/** A count, grouped. */
export function countText(count: number | bigint): string {
  return grouped(count.toString());
}

/** For pictures only, where the last digits cannot be seen. */
export function toNumber(wei: bigint, decimals: number): number {
  return Number(wei / 10n ** BigInt(Math.max(decimals - 6, 0))) / 10 ** Math.min(decimals, 6);
}
