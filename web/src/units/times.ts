const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const local = new Intl.DateTimeFormat(undefined, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** A moment in the reader's zone, unix seconds. */
export function localTime(seconds: number): string {
  return local.format(new Date(seconds * 1_000));
}

/** The same moment for everybody: `2026-11-26 14:05 UTC`. */
export function utcTime(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** How long, in its two largest units: `2 d 4 h`, `5 min`. Seconds only below a minute. */
export function durationText(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  if (left < MINUTE) return `${left} s`;
  const days = Math.floor(left / DAY);
  const hours = Math.floor((left % DAY) / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  return `${minutes} min`;
}

/** `in 2 d 4 h`, `5 min ago`. */
export function fromNow(seconds: number, now: number): string {
  const away = seconds - now;
  if (Math.abs(away) < 1) return "now";
  return away > 0 ? `in ${durationText(away)}` : `${durationText(-away)} ago`;
}
