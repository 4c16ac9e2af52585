/** A bid. */
export interface BidTerms {
  readonly model: number;
  /** The most it pays, as a step of the rate grid: `tickAtMost` of `stakespace/twin` finds it. */
  readonly tick: number;
  /** Token wei. */
  readonly amount: bigint;
  /** Whose stake it is; the sender's unless named. */
  readonly receiver?: string | undefined;
}

/** Stake to take back. */
export interface WithdrawTerms {
  readonly model: number;
  readonly tick: number;
  /** All of the position unless named. */
  readonly shares?: bigint | undefined;
}

/** Stake to move to another rate. */
export interface MoveTerms {
  readonly model: number;
  readonly fromTick: number;
  readonly toTick: number;
  /** All of the position unless named. */
  readonly shares?: bigint | undefined;
}
