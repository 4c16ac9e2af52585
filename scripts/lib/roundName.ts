/**
 * A round's name in paths, so that rounds stand in order.
 *
 * @example
 * import { roundName } from "#lib";
 *
 * roundName(7); // => "round-0007"
 */
export function roundName(round: number): string {
  return `round-${String(round).padStart(4, "0")}`;
}
