import { RECESS } from "#twin";
import { formatDuration } from "#lib";

/** Unix seconds as `2026-11-23 21:00:00 UTC`; `never` for a round in recess. */
export function formatTime(seconds: bigint | number): string {
  if (Number(seconds) >= RECESS) return "never";
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** How far one moment is from another: `in 2 h 10 min`, `3 d 4 h ago`, `now`. */
export function formatFromNow(seconds: bigint | number, now: bigint | number): string {
  if (Number(seconds) >= RECESS) return "never";
  const apart = Number(seconds) - Number(now);
  if (apart === 0) return "now";
  return apart > 0 ? `in ${formatDuration(apart * 1000)}` : `${formatDuration(-apart * 1000)} ago`;
}
