/** Factors of the metrics in the payout score (configuration of the oracle). */
export interface ScoreMultipliers {
  readonly corr: number;
  readonly mmc: number;
  readonly tc: number;
}

/** `corrMultiplier * corr + mmcMultiplier * mmc + tcMultiplier * tc`. */
export function payoutScore(scores: ScoreMultipliers, multipliers: ScoreMultipliers): number {
  return multipliers.corr * scores.corr + multipliers.mmc * scores.mmc + multipliers.tc * scores.tc;
}

/** `stake * clip(payoutFactor * score, -clip, clip)`: what a stake earns or loses for a score. */
export function payout(stake: number, score: number, payoutFactor: number, clip: number): number {
  return stake * Math.min(clip, Math.max(-clip, payoutFactor * score));
}
