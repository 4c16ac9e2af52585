/** Reads that are under way at once: enough to hide a node's delay, few enough for any provider. */
const AT_ONCE = 8;

/**
 * Reads something about many items in calls of so many at most, in the order of the items.
 *
 * How much gas an item takes depends on what is in it, and nodes differ in what a call may use: a part that is too much for
 * the node is halved until it fits.
 *
 * @param size The most items in a call.
 * @param read Reads a part; one answer per item.
 *
 * @example
 * import { readInParts } from "#chain";
 *
 * const squares = await readInParts([1, 2, 3], 2, async (part) => Promise.all(part.map(async (x) => x * x)));
 * squares; // => [1, 4, 9]
 */
export async function readInParts<Item, Answer>(
  items: readonly Item[],
  size: number,
  read: (part: readonly Item[]) => Promise<readonly Answer[]>,
): Promise<Answer[]> {
  const parts = Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  );
  const answers: Answer[] = [];
  for (let first = 0; first < parts.length; first += AT_ONCE) {
    const group = parts.slice(first, first + AT_ONCE);
    for (const part of await Promise.all(group.map((items_) => readOrHalve(items_, read)))) answers.push(...part);
  }
  return answers;
}

async function readOrHalve<Item, Answer>(
  part: readonly Item[],
  read: (part: readonly Item[]) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  try {
    return await read(part);
  } catch (error) {
    if (part.length === 1 || !isTooMuch(error)) throw error;
    const middle = part.length >> 1;
    return [...(await readOrHalve(part.slice(0, middle), read)), ...(await readOrHalve(part.slice(middle), read))];
  }
}

/** Nodes say in many ways that a call was too large; none of them means that the node could not be reached. */
function isTooMuch(error: unknown): boolean {
  return error instanceof Error && /gas|revert|too large|exceed|missing revert data/i.test(error.message);
}
