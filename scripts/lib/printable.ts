/** What a terminal obeys instead of showing, turns round, or hides: controls, directions, characters without a width. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text that somebody else wrote, so that a terminal shows it and does nothing else: what it would obey, turn round or hide
 * stands there by its number. At most `most` characters of it.
 *
 * @example
 * import { printable } from "#lib";
 *
 * printable("\u001b[2Jgone"); // => "\\u{1b}[2Jgone"
 */
export function printable(text: string, most = 200): string {
  const cut = Array.from(text);
  const shown = cut.length > most ? `${cut.slice(0, most).join("")}…` : text;
  return shown.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
