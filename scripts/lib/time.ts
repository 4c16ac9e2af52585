import { formatDuration } from "./format.js";

/** The largest time that the contracts keep, unix seconds: it stands for a moment that does not come. */
export const NEVER = 2 ** 40 - 1;

/**
 * Unix seconds as `2026-11-23 21:00:00 UTC`; `never` for a round in recess.
 *
 * @example
 * import { formatTime } from "#lib";
 *
 * formatTime(1_795_640_400); // => "2026-11-25 21:00:00 UTC"
 */
export function formatTime(seconds: bigint | number): string {
  if (Number(seconds) >= NEVER) return "never";
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/**
 * How far one moment is from another: `in 2 h 10 min`, `3 d 4 h ago`, `now`.
 *
 * @example
 * import { formatFromNow } from "#lib";
 *
 * formatFromNow(1_795_648_200, 1_795_640_400); // => "in 2 h 10 min"
 */
export function formatFromNow(seconds: bigint | number, now: bigint | number): string {
  if (Number(seconds) >= NEVER) return "never";
  const apart = Number(seconds) - Number(now);
  if (apart === 0) return "now";
  return apart > 0 ? `in ${formatDuration(apart * 1000)}` : `${formatDuration(-apart * 1000)} ago`;
}
