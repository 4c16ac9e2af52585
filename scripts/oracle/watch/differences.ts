/** The most differences that are named; a folder of another round differs in everything. */
const MOST = 12;

/**
 * In what two values differ, field by field, for people: `models.3.stake: here 5, there 6`.
 *
 * @param path Of the values, for the message.
 */
export function differences(ours: unknown, theirs: unknown, path = ""): string[] {
  const found = [...differing(ours, theirs, path)];
  if (found.length <= MOST) return found;
  return [...found.slice(0, MOST), `and ${found.length - MOST} more`];
}

function* differing(ours: unknown, theirs: unknown, path: string): Generator<string> {
  if (Object.is(ours, theirs)) return;
  if (typeof ours !== "object" || typeof theirs !== "object" || ours === null || theirs === null) {
    yield `${path}: here ${shown(ours)}, there ${shown(theirs)}`;
    return;
  }
  const [left, right] = [ours as Record<string, unknown>, theirs as Record<string, unknown>];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    yield* differing(left[key], right[key], path === "" ? key : `${path}.${key}`);
  }
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "bigint" || typeof value === "string") return value.toString();
  return typeof value === "object" && value !== null ? "something" : JSON.stringify(value);
}
