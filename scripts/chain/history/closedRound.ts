import type { Parameters, ScoreRecord } from "#twin";
import type { ChainReport, ReporterSet, SettledModel } from "./report.js";

/** Where an event is. */
export interface EventPlace {
  readonly block: number;
  /** Its number among the events of the block, as the node counts. */
  readonly logIndex: number;
}

/** A block by which one can tell later whether the chain is still the same up to it. */
export interface Anchor {
  readonly block: number;
  readonly hash: string;
}

/** A closed round without its models. */
export interface RoundHeader {
  readonly round: number;
  readonly outcome: "reported" | "expired";
  /** Unix seconds. */
  readonly opensAt: number;
  readonly locksAt: number;
  readonly openedIn: number;
  readonly closed: EventPlace;
  readonly parametersId: number;
  readonly parameters: Parameters;
  /** Every report that was proposed for it; of a reported round the last one became final. */
  readonly reports: readonly ChainReport[];
  /** The set of reporters of the round and those that were to follow when it closed. */
  readonly reporterSets: readonly ReporterSet[];
  /** The block of the last event that this round, and all before it, are made of. */
  readonly anchor: Anchor;
}

/** A model in a closed round. */
export interface ModelInRound {
  readonly model: number;
  readonly name: string;
  /** Whose record it counted for at the lock; null for nobody's. */
  readonly account: string | null;
  /** Its line of the sheet; undefined in a round that expired. */
  readonly record: ScoreRecord | undefined;
  /** Undefined without stake, and in a round that expired. */
  readonly settled: SettledModel | undefined;
}

/** A closed round in which everything is settled: nothing about it changes any more. */
export interface ClosedRound {
  readonly header: RoundHeader;
  /** By model id - 1: every model that was registered before the lock. */
  readonly models: readonly ModelInRound[];
}

/** A change of what a model is called or whose record it counts for. */
export interface OwnershipChange extends EventPlace {
  readonly model: number;
  readonly kind: "registered" | "transferred" | "accepted";
  /** Who registered it, got it, or took it onto a record. */
  readonly account: string;
  /** Of a registration. */
  readonly name: string | null;
  /** Of an acceptance: the first round it counts in. */
  readonly fromRound: number | null;
}

/** What is known of closed rounds already, so that no event of theirs is read again. */
export interface HistoryBase {
  /** In order, from round 1, none left out; at least one. */
  readonly headers: readonly RoundHeader[];
  /** Up to the closing of the last of them. */
  readonly ownership: readonly OwnershipChange[];
  models(round: number): Promise<readonly ModelInRound[]>;
}
