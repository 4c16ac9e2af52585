import type { MarketFlows } from "../markets/types.js";
import type { WorldScores } from "../worlds/scores.js";

/** What one round of a season was, for whoever measures it. Arrays are by model or by account; tokens. */
export interface RoundOutcome {
  readonly round: number;
  /** Weight of each model in the meta model, on any scale. */
  readonly weights: Float64Array;
  /** The same weight by who decides it. */
  readonly byStaker: Float64Array;
  /** Space of each model before the lock; infinite under rules without limits. */
  readonly limit: Float64Array;
  readonly scores: WorldScores;
  /** Stake at risk. */
  readonly atRisk: number;
  /** What stakers would have at risk if nothing stopped them. */
  readonly wanted: number;
  /** What each account has after the round. */
  readonly wealth: Float64Array;
  readonly flows: MarketFlows;
  readonly present: Uint8Array;
}
