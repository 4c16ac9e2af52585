import type { AccountRecord } from "./types.js";

/** Product of (1 + gain / stake) over all rounds played, less 1: compounding, so a big loss is hard to make good. */
export const allTimeReturn: AccountRecord = (history) => {
  let growth = 1;
  for (const round of history) growth *= 1 + round.gain / round.stake;
  return growth - 1;
};
