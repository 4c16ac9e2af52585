import type { Signer } from "ethers";

import type { Moment, ScheduledCalls } from "#chain";
import type { HistoryStore } from "#history";
import type { Channel } from "../channel/accept.js";
import type { Peers } from "../channel/peers.js";
import type { SignatureExchange } from "../exchange/exchange.js";
import type { InputSource } from "../inputs.js";
import { MIN_PAYOUT_FACTOR } from "../payoutSafety.js";
import type { PreparedReport } from "../prepare.js";
import type { CalmLog, WatchLog } from "./log.js";
import type { RoundFolders } from "./roundFolders.js";
import type { StepResult } from "./result.js";
import type { Turns } from "./turns.js";

/** A reporter whose key is here. */
export interface ReporterKey {
  readonly address: string;
  readonly signer: Pick<Signer, "signTypedData">;
}

/** What an operator may choose. Defaults: {@link DEFAULT_WATCH_RULES}. */
export interface WatchRules {
  /** Blocks that have to be on top of one before it counts as staying; undefined for what the chain calls finalized. */
  readonly depth: number | undefined;
  /** Seconds before the lock from which the seal follows what is handed in; before, the first submissions are sealed. */
  readonly sealLead: number;
  /** Burned tokens that are worth a transaction, token wei. */
  readonly minFlush: bigint;
  /** Below this payout factor nothing is signed or proposed, 18 decimals. */
  readonly minPayoutFactor: bigint;
  /** Whether a sheet that was vetoed may be proposed again. */
  readonly again: boolean;
  /** Whether what the sender has scheduled as governor is executed when its delay is over. */
  readonly execute: boolean;
  /** Seconds that the newest block may be old, or ahead of this machine's clock; undefined for a chain whose clock is moved. */
  readonly skew: number | undefined;
}

export const DEFAULT_WATCH_RULES: WatchRules = {
  depth: undefined,
  sealLead: 7_200,
  minFlush: 1n,
  minPayoutFactor: MIN_PAYOUT_FACTOR,
  again: false,
  execute: false,
  skew: 300,
};

/** How submissions come in, where the watch takes them itself. */
export interface Inbox {
  readonly channel: Channel;
  readonly peers: Peers;
  /** Where the channel's store is; what was sealed is kept there, too. */
  readonly folder: string;
  /** Whose rounds these are, for `round.json`. */
  readonly tournament: string;
}

/** All that the steps work with. */
export interface Watch {
  readonly source: InputSource;
  /** Where closed rounds are kept; undefined where they are read again by every program. */
  readonly store?: Pick<HistoryStore, "headers" | "update"> | undefined;
  readonly folders: RoundFolders;
  /** Undefined where the folders are made by something else. */
  readonly inbox?: Inbox | undefined;
  /** Where bundle folders are kept. */
  readonly bundles: string;
  /** Who signs here; nobody where a program only submits. */
  readonly keys: readonly ReporterKey[];
  /** Who pays; undefined where a program only signs. */
  readonly sender: Signer | undefined;
  readonly exchange: SignatureExchange;
  readonly turns: Turns;
  readonly log: WatchLog;
  /** For what would be said at every look. */
  readonly calm: CalmLog;
  readonly rules: WatchRules;
  /** Reports that were made, by block: making one again gives the same. */
  readonly made: Map<string, PreparedReport>;
  /** Asks another node first, where there is one: this one is behind, or stands still. */
  readonly otherNode: () => void;
  /** What does not have to be read again; forgetting it costs requests only. */
  readonly memo: {
    settledThrough: number;
    /** The highest block that was seen, and when, in milliseconds. */
    highest: { readonly block: number; readonly seen: number };
    scheduled?: ScheduledCalls;
    /** What the round's folder was made of the last time. */
    takenIn?: string;
    /** The round whose folder is known to be what was sealed. */
    backTo?: number;
    /** With how much in the treasury a report was too poor, so that it is not made again and again. */
    poor?: { readonly round: number; readonly treasury: bigint; readonly why: string };
  };
}

/** What everybody sees at one moment. */
export interface Look {
  readonly latest: Moment;
  /** The newest block that stays: what is signed is read there. */
  readonly safeBlock: number;
  /** In force. */
  readonly reporters: readonly string[];
  readonly quorum: number;
}

/** One of the things a round needs: looks whether it is to be done, and does it. Doing it twice does nothing. */
export interface WatchStep {
  readonly name: string;
  run(watch: Watch, look: Look): Promise<StepResult>;
}
