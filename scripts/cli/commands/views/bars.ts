/** How wide the widest bar is, in characters. */
const WIDTH = 30;
const PARTS = Array.from("▏▎▍▌▋▊▉█");

/** A bar of a part of the most there is: what is filled is solid, what is idle is shaded. */
export function bar(filled: bigint, all: bigint, most: bigint): string {
  if (most === 0n) return "";
  const eighths = Number((filled * BigInt(WIDTH * PARTS.length)) / most);
  const solid = "█".repeat(Math.floor(eighths / PARTS.length));
  const rest = eighths % PARTS.length;
  const part = rest === 0 ? "" : PARTS[rest - 1]!;
  const length = Number((all * BigInt(WIDTH) + most - 1n) / most);
  return `${solid}${part}${"░".repeat(Math.max(0, length - solid.length - part.length))}`;
}
