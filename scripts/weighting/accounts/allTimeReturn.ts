import type { AccountRecord } from "./types.js";

/**
 * Product of (1 + gain / stake) over all rounds played, less 1: compounding, so a big loss is hard to make good.
 *
 * @example
 * import { accountHistories, allTimeReturn } from "#weighting";
 *
 * const rows = [1, 2].map((round) => ({ round, model: 1, account: "ann", stake: 100, score: 0, tc: 0, gain: 10 }));
 * allTimeReturn(accountHistories(rows).get("ann") ?? [], 2, 20); // => 0.21
 */
export const allTimeReturn: AccountRecord = (history) => {
  let growth = 1;
  for (const round of history) growth *= 1 + round.gain / round.stake;
  return growth - 1;
};
