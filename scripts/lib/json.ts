import { StakespaceError } from "./errors.js";

/**
 * Any value as JSON; a bigint becomes a string of decimal digits, because a JSON number would lose its last ones.
 *
 * @param indent Spaces per level; 0 for a single line.
 * @throws {StakespaceError} For NaN and infinities, which JSON would turn into a silent `null`.
 *
 * @example
 * import { toJson } from "#lib";
 *
 * toJson({ stake: 10n ** 18n }, 0); // => "{\"stake\":\"1000000000000000000\"}"
 */
export function toJson(value: unknown, indent = 2): string {
  return JSON.stringify(
    value,
    (key, part: unknown) => {
      if (typeof part === "bigint") return part.toString();
      if (typeof part === "number" && !Number.isFinite(part)) {
        throw new StakespaceError(`Field "${key}" is ${part}, which JSON cannot hold.`, { code: "JSON_NOT_FINITE" });
      }
      return part;
    },
    indent,
  );
}
