import { scoreRoundPlainly } from "./plainRound.js";
import type { RoundData, RoundScores, ScoreRoundOptions } from "./round.js";

/**
 * All scores of a round.
 *
 * FNC is against all exposures; TC has unit sample weights and, as neutralizers, an orthonormal basis of the centred
 * exposures. A model whose predictions are constant scores 0 in everything, uniqueness included; without any weight there is
 * no meta model, TC is 0 and MMC is the plain covariance. Throws {@link ScoringError} on a target that does not vary, on
 * shapes that disagree, NaN or infinities.
 */
export function scoreRound(round: RoundData, options: ScoreRoundOptions): Promise<RoundScores> {
  return Promise.resolve().then(() => scoreRoundPlainly(round, options));
}
