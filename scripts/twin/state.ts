import type { ReserveTicks } from "./modelOffer.js";
import type { Parameters } from "./parameters.js";
import type { RoundClock } from "./roundClock.js";
import type { ScoreRecord } from "./scoreSheet.js";
import type { Limit } from "./stakeLimit.js";
import type { Book } from "./tickBook.js";

/** One model. Immutable: an action replaces it. */
export interface ModelState {
  readonly name: string;
  readonly owner: string;
  /** Whose record it counts for from round {@link accountFrom} on; nobody's after a transfer, until it is accepted. */
  readonly account: string | undefined;
  readonly accountFrom: number;
  readonly registrationRound: number;
  /** The last round the model is settled for. */
  readonly settledThrough: number;
  readonly limit: Limit;
  /** Rent not yet collected, token wei. */
  readonly rent: bigint;
  readonly book: Book;
  readonly reserve: ReserveTicks;
}

/** How a closed round ended, in the order of the contract's enum. */
export const OUTCOMES = ["Open", "Reported", "Expired"] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** What is known of a round; the report's numbers only from its proposal on. */
export interface RoundRecord {
  readonly outcome: Outcome;
  readonly parametersId: number;
  /** 18 decimals, at most 1. */
  readonly payoutFactor: bigint;
  /** Units of 1e-5. */
  readonly maxScore: number;
  /** The score sheet: model 1 first. */
  readonly records: readonly ScoreRecord[];
  /** Token wei still set aside for the round's gains. */
  readonly reserve: bigint;
  /** Models with stake not yet settled for the round, counted while it has a reserve. */
  readonly unsettledModels: number;
}

/** What is held and owed, token wei; what is held and stands nowhere here belongs to pools and open reserves. */
export interface Accounts {
  /** All tokens that came in less those that went out. */
  readonly held: bigint;
  /** Free treasury. */
  readonly treasury: bigint;
  /** Burned and not yet flushed. */
  readonly burned: bigint;
  /** Rent credited to models and not collected. */
  readonly rentOwed: bigint;
  /** Models with stake. */
  readonly stakedModels: number;
}

/** A withdrawal of free treasury that waits for the next round. */
export interface TreasuryWithdrawal {
  readonly assets: bigint;
  readonly receiver: string;
}

/** Everything but models, rounds and positions. Immutable: an action replaces it. */
export interface Globals {
  readonly round: number;
  readonly clock: RoundClock;
  /** Rounds expired in a row. */
  readonly missedRounds: number;
  /** The last round that closed with a report, 0 before the first. */
  readonly lastReported: number;
  readonly paused: boolean;
  readonly accounts: Accounts;
  readonly modelCount: number;
  /** How many models there were before the first registration after a lock, and in which round that was. */
  readonly lockedModels: { readonly round: number; readonly modelCount: number };
  /** The highest id that ever had a bid. */
  readonly highestStakedModel: number;
  /** Sets of parameters; id 1 is the first. */
  readonly parameters: readonly Parameters[];
  readonly queuedParameters: Parameters | undefined;
  readonly queuedWithdrawal: TreasuryWithdrawal | undefined;
}

/** A whole tournament. */
export interface State {
  globals: Globals;
  readonly models: Map<number, ModelState>;
  readonly rounds: Map<number, RoundRecord>;
  /** Shares by {@link holdingKey}. */
  readonly holdings: Map<string, bigint>;
  /** ERC-6909 allowances by {@link allowanceKey}. */
  readonly allowances: Map<string, bigint>;
  /** ERC-6909 operators by {@link operatorKey}. */
  readonly operators: Set<string>;
  /** Models by name. */
  readonly names: Map<string, number>;
  /** What each round was last sealed with. */
  readonly seals: Map<number, string>;
  /** The digest of the last report proposed for each round. */
  readonly proposedDigests: Map<number, string>;
  /** Digests that are refused for ever. */
  readonly vetoed: Set<string>;
}

/**
 * The key of a holder's shares of a position in a {@link State}.
 *
 * @example
 * import { holdingKey } from "#twin";
 *
 * holdingKey(1871, "ann"); // => "1871:ann"
 */
export function holdingKey(positionId: number, holder: string): string {
  return `${positionId}:${holder}`;
}

/**
 * The key of what a spender may take of a holder's position.
 *
 * @example
 * import { allowanceKey } from "#twin";
 *
 * allowanceKey(1871, "ann", "bob"); // => "1871:ann:bob"
 */
export function allowanceKey(positionId: number, holder: string, spender: string): string {
  return `${positionId}:${holder}:${spender}`;
}

/**
 * The key of an operator of all of a holder's positions.
 *
 * @example
 * import { operatorKey } from "#twin";
 *
 * operatorKey("ann", "bob"); // => "ann:bob"
 */
export function operatorKey(holder: string, operator: string): string {
  return `${holder}:${operator}`;
}

/**
 * The state before the first round opens.
 *
 * @example
 * import { DEFAULT_PARAMETERS, initialState } from "#twin";
 *
 * initialState(0, DEFAULT_PARAMETERS).globals.round; // => 0
 */
export function initialState(now: number, parameters: Parameters): State {
  return {
    globals: {
      round: 0,
      clock: { opensAt: now, locksAt: now, proposedAt: 0 },
      missedRounds: 0,
      lastReported: 0,
      paused: false,
      accounts: { held: 0n, treasury: 0n, burned: 0n, rentOwed: 0n, stakedModels: 0 },
      modelCount: 0,
      lockedModels: { round: 0, modelCount: 0 },
      highestStakedModel: 0,
      parameters: [parameters],
      queuedParameters: undefined,
      queuedWithdrawal: undefined,
    },
    models: new Map(),
    rounds: new Map(),
    holdings: new Map(),
    allowances: new Map(),
    operators: new Set(),
    names: new Map(),
    seals: new Map(),
    proposedDigests: new Map(),
    vetoed: new Set(),
  };
}
