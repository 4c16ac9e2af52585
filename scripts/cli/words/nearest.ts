/**
 * The word that was probably meant: the nearest of those there are, if it is near enough to be a slip of the hand. Ties go to
 * the first.
 */
export function nearest(typed: string, words: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase();
  let best: string | undefined;
  // A third of the letters may be wrong, and one always.
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const word of words) {
    const apart = slips(wanted, word.toLowerCase(), least);
    if (apart < least) [best, least] = [word, apart];
  }
  return best;
}

/** `Did you mean momentum-7?`, or nothing. */
export function suggestion(typed: string, words: Iterable<string>): string {
  const found = nearest(typed, words);
  return found === undefined ? "" : `Did you mean ${found}? `;
}

/** Letters left out, put in, mistaken or swapped with their neighbour; no more than `most` are counted. */
function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most) return most;
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; ++i) {
    const next = [i];
    for (let j = 1; j <= b.length; ++j) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      next.push(cost);
    }
    [before, row] = [row, next];
  }
  return Math.min(row[b.length]!, most);
}
