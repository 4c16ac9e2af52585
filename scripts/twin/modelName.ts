import { refuse } from "./errors.js";

/**
 * Whether a text is a name of a model: 1 to 31 characters of `a-z 0-9 _ -` (mechanism, section 9).
 *
 * @example
 * import { isValid } from "#twin";
 *
 * isValid("momentum_2"); // => true
 * isValid("Momentum 2"); // => false
 */
export function isValid(text: string): boolean {
  return /^[a-z0-9_-]{1,31}$/.test(text);
}

/** @throws Refusal `InvalidName` for a text that is no name. */
export function requireName(text: string): void {
  if (!isValid(text)) refuse("InvalidName", { name: text });
}
