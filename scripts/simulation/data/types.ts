/** One model in one round of somebody's tournament. */
export interface DataRow {
  readonly round: number;
  readonly model: string;
  readonly account: string;
  /** Tokens at risk, 0 or more. */
  readonly stake: number;
  /** Payout score; undefined where the model handed nothing in. */
  readonly score: number | undefined;
  /** True contribution, with a spread of about .03 a round; undefined where it is not known. */
  readonly tc: number | undefined;
  /** In [0, 1], the account's share in it; undefined where predictions are not known: then the account's share alone. */
  readonly uniqueness?: number;
}

/** A tournament as arrays: models and accounts numbered by first appearance, rounds in order. */
export interface RecordedTournament {
  readonly models: readonly string[];
  readonly accounts: readonly string[];
  readonly accountOf: Int32Array;
  readonly rounds: readonly TournamentRound[];
}

/** By model. */
export interface TournamentRound {
  readonly round: number;
  readonly present: Uint8Array;
  readonly stake: Float64Array;
  readonly score: Float64Array;
  readonly tc: Float64Array;
  /** NaN where it is not known. */
  readonly uniqueness: Float64Array;
}
