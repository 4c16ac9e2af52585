import type { AccountRecord } from "./types.js";

/** Payout score per staked token over the last `window` rounds; 0 for an account that sat them all out. */
export const stakeWeightedScore: AccountRecord = (history, now, window) => {
  let stake = 0;
  let total = 0;
  for (const round of history) {
    if (round.round <= now - window) continue;
    stake += round.stake;
    total += round.stakeTimesScore;
  }
  return stake === 0 ? 0 : total / stake;
};
