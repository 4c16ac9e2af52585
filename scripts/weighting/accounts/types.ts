/** What one model did in one closed round: from the chain's events (stake, gain) and the published sheet (score, tc). */
export interface ModelRound {
  readonly round: number;
  readonly model: number;
  /** Who owned the model at the round's lock: a record follows the address, not the model. */
  readonly account: string;
  /** Filled stake in tokens, >= 0. */
  readonly stake: number;
  readonly score: number;
  readonly tc: number;
  /** Tokens paid (positive) or burned (negative) on that stake. */
  readonly gain: number;
}

/** One account's sums over its models in one round. */
export interface AccountRound {
  readonly round: number;
  readonly stake: number;
  /** Sum of stake * score, and so on, over the account's models. */
  readonly stakeTimesScore: number;
  readonly stakeTimesTc: number;
  readonly gain: number;
}

/** Rounds of an account in order, only those in which it had stake at risk. */
export type AccountHistory = readonly AccountRound[];

/** A single number that says how well an account did; higher is better. `now` is the last closed round. */
export type AccountRecord = (history: AccountHistory, now: number, window: number) => number;
