import { FREE_MODELS } from "#scoring";

import { modelCorrelation } from "./scores.js";
import type { ModelSpace, World } from "./types.js";

/** How the largest correlation with a senior model takes uniqueness away. */
export type UniquenessOf = (largest: number) => number;

/** `1 - c^4`: the first rule's, and the candidate's of the mechanism's section 15. */
export const fourthPower: UniquenessOf = (largest) => 1 - largest ** 4;

/** `(1 - c^4)^2`: as mild as the other on models that are merely alike (.88 at .5), and twice as hard on copies (.01 at .975). */
export const squaredFourthPower: UniquenessOf = (largest) => fourthPower(largest) * fourthPower(largest);

/**
 * Correlation of signed powers 1.5 of two normal numbers with correlation c, to a third-degree fit: predictions count in their
 * tails, where copies with a shuffled middle are still copies.
 */
export function tailCorrelation(c: number): number {
  return 0.953 * c + 0.047 * c * c * c;
}

/** Uniqueness of each model among those that entered before it, or with it and have a lower number. The account's share apart. */
export function seniorUniqueness(world: World, of: UniquenessOf): Float64Array {
  const { space, enters } = world;
  return Float64Array.from({ length: space.count }, (_, j) => of(largestSenior(space, enters, j)));
}

function largestSenior(space: ModelSpace, enters: Int32Array, j: number): number {
  let largest = 0;
  for (let i = 0; i < space.count; i++) {
    if (enters[i]! > enters[j]! || (enters[i] === enters[j] && i >= j)) continue;
    const c = tailCorrelation(modelCorrelation(space, i, j));
    if (c > largest) largest = c;
  }
  return Math.min(1, largest);
}

/** `min(1, FREE_MODELS / models)` for each model, by how many of its account take part. */
export function accountShares(accountOf: Int32Array, accounts: number, present: Uint8Array): Float64Array {
  const count = new Int32Array(accounts);
  for (let j = 0; j < accountOf.length; j++) if (present[j] === 1) count[accountOf[j]!]! += 1;
  return Float64Array.from(accountOf, (account) => Math.min(1, FREE_MODELS / Math.max(1, count[account]!)));
}
