import { StakespaceError } from "./errors.js";

/** A token, as far as people see it. */
export interface TokenInfo {
  readonly symbol: string;
  readonly decimals: number;
}

/**
 * `1234567` as `1,234,567`; a bigint keeps every digit.
 *
 * @example
 * import { formatCount } from "#lib";
 *
 * formatCount(1234567); // => "1,234,567"
 */
export function formatCount(count: number | bigint): string {
  const text = count.toString();
  return text.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/**
 * How many of something, in words: `1 model`, `1,200 models`.
 *
 * @example
 * import { formatNumber } from "#lib";
 *
 * formatNumber(1, "model"); // => "1 model"
 * formatNumber(1200, "model"); // => "1,200 models"
 */
export function formatNumber(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
}

/**
 * A token amount for people: `1234567890000000000000n` is `1,234.56` with 18 decimals and 2 digits.
 *
 * Cut off, never rounded up, towards zero: what is shown is always there.
 *
 * @param amount In the token's smallest unit; may be negative.
 * @param decimals Of the token.
 * @param digits Shown after the point, at most `decimals`.
 *
 * @example
 * import { formatAmount } from "#lib";
 *
 * formatAmount(1_234_567_890_000_000_000_000n); // => "1,234.56"
 * formatAmount(1_999_999n, 6, 0); // => "1"
 */
export function formatAmount(amount: bigint, decimals = 18, digits = 2): string {
  const absolute = amount < 0n ? -amount : amount;
  const unit = 10n ** BigInt(decimals);
  const shown = Math.min(digits, decimals);
  const fraction = (absolute % unit).toString().padStart(decimals, "0").slice(0, shown);
  return `${amount < 0n ? "-" : ""}${formatCount(absolute / unit)}${shown === 0 ? "" : `.${fraction}`}`;
}

/**
 * A token amount with every digit it has and no separators: `1500000000000000000n` is `1.5`. {@link parseAmount} reads it
 * back exactly.
 *
 * @example
 * import { formatExactAmount } from "#lib";
 *
 * formatExactAmount(1_500_000_000_000_000_000n); // => "1.5"
 */
export function formatExactAmount(amount: bigint, decimals = 18): string {
  const absolute = amount < 0n ? -amount : amount;
  const unit = 10n ** BigInt(decimals);
  const fraction = (absolute % unit).toString().padStart(decimals, "0").replace(/0+$/, "");
  return `${amount < 0n ? "-" : ""}${absolute / unit}${decimals === 0 || fraction === "" ? "" : `.${fraction}`}`;
}

/**
 * Reads a token amount such as `12`, `0.5` or `1,000.25`.
 *
 * @returns In the token's smallest unit.
 * @throws {StakespaceError} When it is no number, negative, or has more digits after the point than the token.
 *
 * @example
 * import { parseAmount } from "#lib";
 *
 * parseAmount("1,000.25"); // => 1000250000000000000000n
 * parseAmount("0.5", 6); // => 500000n
 */
export function parseAmount(text: string, decimals = 18): bigint {
  const match = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) {
    throw new StakespaceError(`"${text}" is not a token amount.`, {
      code: "AMOUNT_NOT_A_NUMBER",
      hint: "Write it in whole tokens, for example 12 or 0.5.",
    });
  }
  const fraction = match[2] ?? "";
  if (fraction.length > decimals) {
    throw new StakespaceError(`"${text}" has ${fraction.length} digits after the point, the token has ${decimals}.`, {
      code: "AMOUNT_TOO_PRECISE",
      hint: `Leave out the digits after the ${decimals}th.`,
    });
  }
  return BigInt(match[1]!.replaceAll(",", "") + fraction.padEnd(decimals, "0"));
}

/**
 * A ratio as a percentage: `0.0397` is `3.97 %`.
 *
 * @example
 * import { formatPercent } from "#lib";
 *
 * formatPercent(0.0397); // => "3.97 %"
 */
export function formatPercent(ratio: number, digits = 2): string {
  return `${(100 * ratio).toFixed(digits)} %`;
}

/**
 * A span of time in the two largest units that say something: `850 ms`, `12.3 s`, `4 min 05 s`, `2 h 10 min`, `3 d 4 h`.
 *
 * @example
 * import { formatDuration } from "#lib";
 *
 * formatDuration(12_345); // => "12.3 s"
 * formatDuration(7_800_000); // => "2 h 10 min"
 */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1_440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
