/** What a rule of limits sees of a round that is being reported. By model. */
export interface SpaceRound {
  readonly present: Uint8Array;
  readonly newAccount: Uint8Array;
  readonly filled: Float64Array;
  /** Payout score. */
  readonly score: Float64Array;
  readonly tc: Float64Array;
  /** Among senior models, times the account's share. */
  readonly uniqueness: Float64Array;
  /** Weight of the model's account. */
  readonly weight: Float64Array;
}

/** What limits are made of after the round. By model, as fractions. */
export interface SpaceFieldsOfRound {
  readonly growth: Float64Array;
  readonly baseShare: Float64Array;
}

/** A rule of limits at play: it remembers what it needs. */
export type SpacePolicy = (round: SpaceRound) => SpaceFieldsOfRound;
