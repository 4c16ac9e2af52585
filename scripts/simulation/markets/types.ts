/** What the sheet of a round says of a model in a market of space; fractions, not units. */
export interface SpaceReport {
  /** Payout score. */
  readonly score: Float64Array;
  /** See `LimitRule`; what the earned part of the limit grows by. */
  readonly growth: Float64Array;
  /** Share of `baseLimit`. */
  readonly baseShare: Float64Array;
  /** Weight of the model's account, for its personal payout factor. */
  readonly weight: Float64Array;
  readonly payoutFactor: number;
}

/** A round's book as everybody sees it before the lock. By model; tokens and fractions of filled stake per round. */
export interface MarketView {
  readonly limit: Float64Array;
  /** Stake at or above the reserve. */
  readonly demand: Float64Array;
  readonly priceTick: Int32Array;
}

/** What a round moved. By model, tokens. */
export interface MarketFlows {
  /** Gain, or loss below 0, of the model's filled stake. */
  readonly result: Float64Array;
  /** Rent that goes to the owner, the fee taken. */
  readonly rent: Float64Array;
  /** Rent that goes to the treasury. */
  readonly fee: Float64Array;
}

/**
 * Space of models, sold by the rules of the mechanism: standing bids, one price, limits that change at settlement. Two of
 * them exist: `TwinMarket` is the twin of the contracts, exact to the wei; `FastMarket` is the same in doubles, for sweeps, and
 * a test holds it against the twin.
 */
export interface Market {
  /** Lets a model in, with the newcomer's limit. */
  register(account: number, model: number): void;
  view(): MarketView;
  bid(account: number, model: number, tick: number, tokens: number): void;
  /** Takes a whole position out. @returns tokens. */
  withdraw(account: number, model: number, tick: number): number;
  /** What a position is worth, tokens. */
  assets(account: number, model: number, tick: number): number;
  /** Counts from the next round on. */
  setReserve(account: number, model: number, tick: number): void;
  /** Freezes the book. */
  lock(): void;
  /** Filled stake of each model; after the lock. */
  filled(): Float64Array;
  /** The filled part of a position; after the lock. */
  filledOf(account: number, model: number, tick: number): number;
  /** Settles the round and opens the next; rent is paid out to owners at once. */
  settle(report: SpaceReport): MarketFlows;
}

/** The numbers of the mechanism's section 12 that a market needs, as fractions and tokens. */
export interface MarketTerms {
  readonly baseLimit: number;
  readonly maxLimit: number;
  readonly newcomerShare: number;
  readonly limitGain: number;
  readonly limitDecay: number;
  readonly tcClip: number;
  readonly returnClip: number;
  readonly ppfFloor: number;
  readonly rentFee: number;
}

/** The shipped defaults. */
export const MARKET_TERMS: MarketTerms = {
  baseLimit: 1_000,
  maxLimit: 50_000,
  newcomerShare: 0.1,
  limitGain: 8,
  limitDecay: 0.02,
  tcClip: 0.03,
  returnClip: 0.05,
  ppfFloor: 0.5,
  rentFee: 0.1,
};
