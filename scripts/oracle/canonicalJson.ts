import { StakespaceError } from "#lib";

/** What canonical JSON can hold. Amounts are strings of decimal digits. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one text of a JSON value: keys in the order of their UTF-16 units, no spaces, numbers as ECMAScript writes them
 * (shortest text that reads back the same). Equal values give equal bytes on every machine (RFC 8785 does the same).
 *
 * @throws {StakespaceError} `NOT_CANONICAL` for NaN, infinities and -0, which have no text of their own.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return numberText(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(",")}}`;
}

function numberText(value: number): string {
  if (Number.isFinite(value) && !Object.is(value, -0)) return JSON.stringify(value);
  const shown = Object.is(value, -0) ? "-0" : String(value);
  throw new StakespaceError(`${shown} has no canonical JSON.`, { code: "NOT_CANONICAL" });
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
