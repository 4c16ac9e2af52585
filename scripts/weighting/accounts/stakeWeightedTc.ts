import type { AccountRecord } from "./types.js";

/**
 * TC per staked token over the last `window` rounds; 0 for an account that sat them all out.
 *
 * @example
 * import { accountHistories, stakeWeightedTc } from "#weighting";
 *
 * const row = { round: 1, account: "ann", score: 0, gain: 0 };
 * const rows = [
 *   { ...row, model: 1, stake: 75, tc: 0.04 },
 *   { ...row, model: 2, stake: 25, tc: 0 },
 * ];
 * stakeWeightedTc(accountHistories(rows).get("ann") ?? [], 1, 20); // => 0.03
 */
export const stakeWeightedTc: AccountRecord = (history, now, window) => {
  let stake = 0;
  let total = 0;
  for (const round of history) {
    if (round.round <= now - window) continue;
    stake += round.stake;
    total += round.stakeTimesTc;
  }
  return stake === 0 ? 0 : total / stake;
};
