/** Models in a call that reads whole books, and calls that are under way at once. */
const SIZE = 10;
const AT_ONCE = 6;

/** Reads something of many models, a few to a call, in their order. */
export async function inParts<Answer>(
  ids: readonly number[],
  read: (part: readonly number[]) => Promise<readonly Answer[]>,
): Promise<Answer[]> {
  const parts: (readonly number[])[] = [];
  for (let first = 0; first < ids.length; first += SIZE) parts.push(ids.slice(first, first + SIZE));
  const answers: Answer[][] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < parts.length) {
      const place = next++;
      answers[place] = [...(await read(parts[place]!))];
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers.flat();
}
