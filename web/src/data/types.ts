import type { Address } from "viem";

/** What the last reported round moved on a model. */
export interface LastSettled {
  readonly filled: bigint;
  /** Units of 1e-5 of the filled stake. */
  readonly rate: number;
  /** What stakers gained, or less than zero what was burned. */
  readonly result: bigint;
  readonly rent: bigint;
}

/** A line of a score sheet: score and growth in 1e-5, weight and share of the base in 1e-4. */
export interface SheetLine {
  readonly score: number;
  readonly growth: number;
  readonly weight: number;
  readonly baseShare: number;
}

/** A model as the market lists it. Token wei. */
export interface MarketModel {
  readonly id: number;
  readonly name: string;
  readonly owner: Address;
  readonly limit: bigint;
  readonly base: bigint;
  readonly earned: bigint;
  /** All stake on it, at any rate. */
  readonly assets: bigint;
  readonly demand: bigint;
  readonly filled: bigint;
  readonly priceTick: number;
  /** What filled stake pays as things stand, 1e-5 a round. */
  readonly rate: number;
  readonly reserveTick: number;
  readonly rent: bigint;
  readonly sheet: SheetLine | undefined;
  readonly last: LastSettled | undefined;
}

export interface Market {
  readonly round: number;
  readonly lastReported: number;
  readonly models: readonly MarketModel[];
}

/** What a reported round did to a model, and the limit it had in it. */
export interface ModelRound {
  readonly round: number;
  readonly limit: bigint | undefined;
  readonly settled: LastSettled | undefined;
  readonly sheet: SheetLine | undefined;
}

/** Something somebody did with a model. */
export interface Deed {
  readonly id: string;
  readonly kind: "bid" | "withdraw" | "move";
  readonly holder: Address;
  readonly model: number;
  readonly tick: number;
  readonly toTick: number | undefined;
  readonly assets: bigint;
  /** Unix seconds. */
  readonly at: number;
  readonly transaction: string;
}

/** What is known of a position besides what the chain says of it now. */
export interface PositionPast {
  readonly model: number;
  readonly tick: number;
  /** What was put in for it, token wei; undefined where only the chain could be asked. */
  readonly principal: bigint | undefined;
  /** Rent that its shares have paid, token wei. */
  readonly rentPaid: bigint | undefined;
  readonly since: number | undefined;
}

export type Outcome = "Open" | "Reported" | "Expired";

/** A report that was proposed for a round. */
export interface ReportFacts {
  readonly digest: string;
  readonly state: "pending" | "vetoed" | "final" | "dropped";
  readonly proposer: string;
  readonly proposedAt: number;
  readonly evidence: string;
  readonly predictionsRoot: string;
  readonly sheetHash: string;
}

export interface RoundFacts {
  readonly round: number;
  readonly outcome: Outcome;
  readonly opensAt: number;
  readonly locksAt: number;
  readonly closedAt: number | undefined;
  /** 18 decimals. */
  readonly payoutFactor: bigint | undefined;
  /** 1e-5 */
  readonly maxScore: number | undefined;
  readonly filled: bigint;
  readonly gained: bigint;
  readonly burned: bigint;
  readonly rent: bigint;
  readonly fee: bigint;
  readonly reports: readonly ReportFacts[];
}

/** Where the past is read from: the index, or slower and with less of it the chain itself. */
export interface Past {
  readonly kind: "index" | "chain";
  market(): Promise<Market>;
  modelRounds(model: number): Promise<readonly ModelRound[]>;
  /** The last ones first. */
  deeds(of: { readonly model: number } | { readonly holder: Address }): Promise<readonly Deed[]>;
  positionsOf(holder: Address): Promise<readonly PositionPast[]>;
  modelsOf(owner: Address): Promise<readonly number[]>;
  /** The last ones first. */
  rounds(): Promise<readonly RoundFacts[]>;
}
