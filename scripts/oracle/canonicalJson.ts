import { isDeepStrictEqual } from "node:util";

import canonicalize from "canonicalize";

import { messageOf, StakespaceError } from "#lib";

/** What canonical JSON can hold. Amounts are strings of decimal digits. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one text of a JSON value (RFC 8785): keys in the order of their UTF-16 units, no spaces, numbers as ECMAScript writes
 * them. Equal values give equal bytes on every machine.
 *
 * @throws {StakespaceError} `NOT_CANONICAL` for what does not read back as the same value: NaN, infinities, -0, and text
 * that UTF-8 cannot hold.
 */
export function canonicalJson(value: Json): string {
  const text = written(value);
  if (isDeepStrictEqual(JSON.parse(text), value)) return text;
  throw new StakespaceError("The value does not read back the same: it holds a -0 or an entry without a value.", {
    code: "NOT_CANONICAL",
  });
}

function written(value: Json): string {
  try {
    return canonicalize(value)!;
  } catch (cause) {
    throw new StakespaceError(`The value has no canonical JSON: ${messageOf(cause)}.`, {
      code: "NOT_CANONICAL",
      cause,
    });
  }
}
