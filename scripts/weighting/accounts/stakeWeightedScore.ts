import type { AccountRecord } from "./types.js";

/**
 * Payout score per staked token over the last `window` rounds; 0 for an account that sat them all out.
 *
 * @example
 * import { accountHistories, stakeWeightedScore } from "#weighting";
 *
 * const row = { round: 1, account: "ann", tc: 0, gain: 0 };
 * const rows = [
 *   { ...row, model: 1, stake: 75, score: 0.04 },
 *   { ...row, model: 2, stake: 25, score: 0 },
 * ];
 * stakeWeightedScore(accountHistories(rows).get("ann") ?? [], 1, 20); // => 0.03
 */
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
