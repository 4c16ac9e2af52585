import type { LogDescription } from "ethers";

import type { Parameters } from "#twin";
import { toParameters } from "../shapes/round.js";
import type { Anchor, EventPlace, RoundHeader } from "./closedRound.js";
import { eventsMissing } from "./eventsMissing.js";
import type { ChainEvent } from "./readEvents.js";
import type { ChainReport, Report, ReporterSet, SettledModel } from "./report.js";

/** As `Outcome` of the contracts. */
const REPORTED = 1n;

/** A round as its events tell of it so far. */
export interface EventfulRound {
  readonly round: number;
  readonly openedIn: number;
  readonly opensAt: number;
  readonly parametersId: number;
  locksAt: number;
  closed: (EventPlace & { readonly hash: string; readonly outcome: RoundHeader["outcome"] }) | undefined;
  readonly reports: ChainReport[];
  readonly settled: SettledModel[];
  /** The last block that one of its events is in, its closing or a settlement. */
  last: Anchor | undefined;
  /** Sets of reporters when it closed. */
  reporterSets: readonly ReporterSet[];
}

/** The rounds after those that are known already, from the events of the space and the oracle. */
export class OpenRounds {
  readonly rounds = new Map<number, EventfulRound>();
  /** What was seen queued, by id; a set that was queued earlier is not here. */
  readonly parameters = new Map<number, Parameters>();
  readonly #known: number;
  #reporterSets: ReporterSet[];

  /** @param last The last closed round that is known; the first event is the opening of the next. */
  constructor(last?: RoundHeader) {
    this.#known = last?.round ?? 0;
    this.#reporterSets = [...(last?.reporterSets ?? [])];
  }

  /** @throws {StakespaceError} `EVENTS_MISSING` where an event does not follow from those before. */
  take(event: ChainEvent): void {
    const { name, args } = event.description;
    const round = Number(args["round"] ?? 0);
    switch (name) {
      case "ParametersQueued":
        this.parameters.set(Number(args["parametersId"]), toParameters(args["parameters"] as never));
        break;
      case "RoundOpened":
        this.#open(round, event);
        break;
      case "Resumed":
        this.#at(round, event).locksAt = Number(args["locksAt"]);
        break;
      case "RoundClosed":
        this.#close(round, event);
        break;
      case "ModelSettled":
        if (round > this.#known) this.#settle(round, event);
        break;
      case "ReportersSet": {
        const reporters = [...(args["reporters"] as string[])];
        this.#reporterSets.push({ fromRound: Number(args["fromRound"]), reporters });
        break;
      }
      case "ReportProposed": {
        const report = reportOf(args["report"] as Record<keyof Report, bigint | string>);
        const { reports } = this.#at(report.round, event);
        reports.push({ digest: String(args["digest"]), report, reporters: this.#reportersOf(report.round) });
        break;
      }
      default:
        break;
    }
  }

  #open(round: number, { block, description: { args } }: ChainEvent): void {
    const before = this.rounds.get(round - 1);
    const first = round === this.#known + 1 && this.rounds.size === 0;
    if (!first && before?.closed === undefined)
      throw eventsMissing(`round ${round} opens before the last closed`, block);
    this.rounds.set(round, {
      round,
      openedIn: block,
      opensAt: Number(args["opensAt"]),
      locksAt: Number(args["locksAt"]),
      parametersId: Number(args["parametersId"]),
      closed: undefined,
      reports: [],
      settled: [],
      last: undefined,
      reporterSets: [],
    });
  }

  #close(round: number, event: ChainEvent): void {
    const known = this.#at(round, event);
    const { block, logIndex, blockHash: hash, description } = event;
    const outcome = description.args["outcome"] === REPORTED ? "reported" : "expired";
    known.closed = { block, logIndex, hash, outcome };
    known.last = { block, hash };
    // Those in force, and those that wait for the next round.
    const inForce = this.#reporterSets.findLastIndex(({ fromRound }) => fromRound <= round);
    known.reporterSets = this.#reporterSets.slice(Math.max(0, inForce));
  }

  #settle(round: number, event: ChainEvent): void {
    const known = this.#at(round, event);
    if (known.closed === undefined) throw eventsMissing(`round ${round} is settled before it closed`, event.block);
    known.settled.push(settledOf(event.description.args));
    known.last = { block: event.block, hash: event.blockHash };
  }

  #at(round: number, { block, description }: ChainEvent): EventfulRound {
    const known = this.rounds.get(round);
    if (known === undefined) throw eventsMissing(`${description.name} of round ${round}, which never opened`, block);
    return known;
  }

  #reportersOf(round: number): readonly string[] {
    return this.#reporterSets.findLast(({ fromRound }) => fromRound <= round)?.reporters ?? [];
  }
}

function reportOf(found: Record<keyof Report, bigint | string>): Report {
  return {
    round: Number(found.round),
    sheetHash: String(found.sheetHash),
    modelCount: Number(found.modelCount),
    payoutFactor: BigInt(found.payoutFactor),
    maxScore: Number(found.maxScore),
    predictionsRoot: String(found.predictionsRoot),
    evidence: String(found.evidence),
  };
}

function settledOf(args: LogDescription["args"]): SettledModel {
  const result = args["result"] as bigint;
  return {
    model: Number(args["modelId"]),
    filled: args["filled"] as bigint,
    rate: Number(args["rate"]),
    gain: result > 0n ? result : 0n,
    burn: result < 0n ? -result : 0n,
    rent: args["rent"] as bigint,
    base: args["base"] as bigint,
    earned: args["earned"] as bigint,
  };
}
