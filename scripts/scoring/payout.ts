import { requireFinite } from "./error.js";

/** Factors of the metrics in the payout score (configuration of the oracle). */
export interface ScoreMultipliers {
  readonly corr: number;
  readonly mmc: number;
  readonly tc: number;
}

/**
 * `corrMultiplier * corr + mmcMultiplier * mmc + tcMultiplier * tc`.
 *
 * @example
 * import { payoutScore } from "#scoring";
 *
 * payoutScore({ tc: 0.02, corr: 0.03, mmc: 0.01 }, { tc: 0, corr: 0.5, mmc: 2 }); // => 0.035
 */
export function payoutScore(scores: ScoreMultipliers, multipliers: ScoreMultipliers): number {
  const { corr, mmc, tc } = scores;
  requireFinite([corr, mmc, tc], "scores (corr, mmc, tc)");
  requireFinite([multipliers.corr, multipliers.mmc, multipliers.tc], "multipliers (corr, mmc, tc)");
  return multipliers.corr * corr + multipliers.mmc * mmc + multipliers.tc * tc;
}

/**
 * `stake * clip(payoutFactor * score, -clip, clip)`: what a stake earns or loses for a score.
 *
 * @example
 * import { payout } from "#scoring";
 *
 * payout(100, 0.08, 0.5, 0.05); // => 4
 * payout(100, 0.2, 0.5, 0.05); // => 5
 */
export function payout(stake: number, score: number, payoutFactor: number, clip: number): number {
  requireFinite([stake, score, payoutFactor, clip], "payout (stake, score, payout factor, clip)");
  return stake * Math.min(clip, Math.max(-clip, payoutFactor * score));
}
