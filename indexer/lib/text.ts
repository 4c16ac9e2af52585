/** The longest text of somebody else's that is kept. */
const LONGEST = 2_048;

/**
 * Text that anybody could write into a contract, fit to be stored: without the NUL that databases refuse, halves of
 * characters made whole, and no longer than 2,048 UTF-16 units. It is not fit to be rendered as anything but text.
 */
export function storable(text: string): string {
  return text.slice(0, LONGEST).replaceAll("\0", "").toWellFormed();
}
