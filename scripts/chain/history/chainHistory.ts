import { getBytes, type LogDescription } from "ethers";

import { decodePages, type Parameters, type ScoreRecord } from "#twin";
import type { Deployment } from "../deployment.js";
import { toParameters } from "../shapes/round.js";
import { lastBlockBefore } from "./lastBlockBefore.js";
import { ModelBook } from "./models.js";
import { readEvents } from "./readEvents.js";
import type { ChainReport, Report, SettledModel } from "./report.js";

/** As `Outcome` of the contracts. */
const REPORTED = 1n;

interface KnownRound {
  readonly openedIn: number;
  readonly parametersId: number;
  locksAt: number;
  reported: boolean;
  readonly settled: SettledModel[];
}

/**
 * What a deployment's events say of models, accounts and closed rounds. {@link advance} reads the blocks that are new since
 * the last time, so that a program that plays many rounds reads each block once.
 *
 * Nothing here depends on who settled what when: a settlement's event says the same however late it comes.
 *
 * @example
 * import { ChainHistory, loadDeployment } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const history = new ChainHistory(await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition }));
 * await history.advance(await connection.ethers.provider.getBlockNumber());
 * const rounds = history.reportedBefore(3);
 */
export class ChainHistory {
  readonly #deployment: Deployment;
  readonly #models = new ModelBook();
  readonly #rounds = new Map<number, KnownRound>();
  readonly #parameters = new Map<number, Parameters>();
  readonly #reports = new Map<string, ChainReport>();
  readonly #reporterSets: { readonly fromRound: number; readonly reporters: readonly string[] }[] = [];
  readonly #sheets = new Map<number, readonly ScoreRecord[]>();
  readonly #lockBlocks = new Map<number, number>();
  #nextBlock: number;

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
    this.#nextBlock = deployment.fromBlock;
  }

  /** Reads all events through a block. */
  async advance(block: number): Promise<void> {
    if (block < this.#nextBlock) return;
    for await (const event of readEvents(this.#deployment, this.#nextBlock, block)) {
      this.#models.take(event);
      if (event.contract !== "registry") this.#take(event.description, event.block);
    }
    this.#nextBlock = block + 1;
  }

  /** Names, by model id - 1, of the models there were after a block that has been read. */
  namesThrough(block: number): string[] {
    return this.#models.namesThrough(block);
  }

  /** The parameters a round is played and settled with. */
  parametersOf(round: number): Parameters {
    return this.#parameters.get(this.#rounds.get(round)!.parametersId)!;
  }

  /** Whose record each model counted for in a round that has locked, by id - 1; null for nobody's. */
  async accountsAtLock(round: number): Promise<(string | null)[]> {
    let block = this.#lockBlocks.get(round);
    if (block === undefined) {
      const { openedIn, locksAt } = this.#rounds.get(round)!;
      const { provider } = this.#deployment.connection.ethers;
      block = await lastBlockBefore(provider, locksAt, openedIn, this.#nextBlock - 1);
      this.#lockBlocks.set(round, block);
    }
    return this.#models.accounts(round, block);
  }

  /** The rounds before one that closed with a report, in order. */
  reportedBefore(round: number): number[] {
    return [...this.#rounds].filter(([past, { reported }]) => past < round && reported).map(([past]) => past);
  }

  /** A proposed report by its digest. */
  reportOf(digest: string): ChainReport | undefined {
    return this.#reports.get(digest);
  }

  /** What settled in a round, in the order it was settled; so far. */
  settledIn(round: number): readonly SettledModel[] {
    return this.#rounds.get(round)?.settled ?? [];
  }

  /** The published sheet of a reported round, from the code of its pages. */
  async sheetOf(round: number): Promise<readonly ScoreRecord[]> {
    const known = this.#sheets.get(round);
    if (known !== undefined) return known;
    const { contracts, connection } = this.#deployment;
    const { pages } = await contracts.space.roundRecord(round);
    const codes = await Promise.all(pages.map((page) => connection.ethers.provider.getCode(page)));
    // The first byte is STOP: a page can't be called into doing anything.
    const sheet = decodePages(codes.map((code) => getBytes(code).subarray(1)));
    this.#sheets.set(round, sheet);
    return sheet;
  }

  #take({ name, args }: LogDescription, block: number): void {
    const round = Number(args["round"] ?? 0);
    switch (name) {
      case "ParametersQueued":
        this.#parameters.set(Number(args["parametersId"]), toParameters(args["parameters"] as never));
        break;
      case "RoundOpened": {
        const [locksAt, parametersId] = [Number(args["locksAt"]), Number(args["parametersId"])];
        this.#rounds.set(round, { openedIn: block, parametersId, locksAt, reported: false, settled: [] });
        break;
      }
      case "Resumed":
        this.#rounds.get(round)!.locksAt = Number(args["locksAt"]);
        break;
      case "RoundClosed":
        this.#rounds.get(round)!.reported = args["outcome"] === REPORTED;
        break;
      case "ModelSettled":
        this.#rounds.get(round)!.settled.push(settledOf(args));
        break;
      case "ReportersSet":
        this.#reporterSets.push({
          fromRound: Number(args["fromRound"]),
          reporters: [...(args["reporters"] as string[])],
        });
        break;
      case "ReportProposed":
        this.#takeReport(args);
        break;
      default:
        break;
    }
  }

  #takeReport(args: LogDescription["args"]): void {
    const found = args["report"] as Record<keyof Report, bigint | string>;
    const report: Report = {
      round: Number(found.round),
      sheetHash: String(found.sheetHash),
      modelCount: Number(found.modelCount),
      payoutFactor: BigInt(found.payoutFactor),
      maxScore: Number(found.maxScore),
      predictionsRoot: String(found.predictionsRoot),
      evidence: String(found.evidence),
    };
    const digest = String(args["digest"]);
    const reporters = this.#reporterSets.filter(({ fromRound }) => fromRound <= report.round).at(-1)?.reporters ?? [];
    this.#reports.set(digest, { digest, report, reporters });
  }
}

function settledOf(args: LogDescription["args"]): SettledModel {
  const result = args["result"] as bigint;
  return {
    model: Number(args["modelId"]),
    filled: args["filled"] as bigint,
    gain: result > 0n ? result : 0n,
    burn: result < 0n ? -result : 0n,
    rent: args["rent"] as bigint,
  };
}
