import { getBytes, type Interface, type Log, type LogDescription } from "ethers";

import type { ModelRound } from "#weighting";
import type { Deployment } from "#chain";
import { decodePages, type ScoreRecord } from "#twin";
import { toTokens } from "./quantize.js";
import type { Report } from "./report.js";

/** Nodes answer queries for logs over so many blocks at most. */
const BLOCKS_PER_QUERY = 10_000;

/** What a settlement said about one model and round. Token wei. */
export interface SettledModel {
  readonly model: number;
  readonly filled: bigint;
  readonly gain: bigint;
  readonly burn: bigint;
  /** The treasury's fee included. */
  readonly rent: bigint;
}

/** A report as the chain has it, final or not. */
export interface ChainReport {
  readonly digest: string;
  readonly report: Report;
  /** Who could sign when it was proposed. */
  readonly reporters: readonly string[];
}

interface OwnerChange {
  readonly block: number;
  readonly owner: string;
}

/**
 * What a deployment's events say of models, owners and closed rounds. {@link advance} reads the blocks that are new since
 * the last time, so that a program that plays many rounds reads each block once.
 *
 * Nothing here depends on who settled what when: a settlement's event says the same however late it comes.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { ChainHistory } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const history = new ChainHistory(deployment);
 * await history.advance(await connection.ethers.provider.getBlockNumber());
 * history.lockOf(1); // unix seconds
 */
export class ChainHistory {
  private readonly registrations: { readonly uri: string; readonly block: number }[] = [];
  private readonly owners: OwnerChange[][] = [];
  private readonly locks = new Map<number, number>();
  private readonly settled = new Map<number, SettledModel[]>();
  private readonly reports = new Map<string, ChainReport>();
  private reporters: readonly string[] = [];
  private readonly sheets = new Map<number, readonly ScoreRecord[]>();
  private readonly times = new Map<number, number>();
  private nextBlock: number;

  private readonly deployment: Deployment;

  constructor(deployment: Deployment) {
    this.deployment = deployment;
    this.nextBlock = deployment.fromBlock;
  }

  /** Reads all events through a block. */
  async advance(block: number): Promise<void> {
    const { addresses, contracts, connection } = this.deployment;
    const interfaces = new Map<string, Interface>([
      [addresses.space.toLowerCase(), contracts.space.interface],
      [addresses.registry.toLowerCase(), contracts.registry.interface],
      [addresses.oracle.toLowerCase(), contracts.oracle.interface],
    ]);
    const topics = [
      contracts.registry.getEvent("ModelRegistered").fragment.topicHash,
      contracts.registry.getEvent("Transfer").fragment.topicHash,
      contracts.space.getEvent("RoundOpened").fragment.topicHash,
      contracts.space.getEvent("Resumed").fragment.topicHash,
      contracts.space.getEvent("ModelSettled").fragment.topicHash,
      contracts.oracle.getEvent("ReportersSet").fragment.topicHash,
      contracts.oracle.getEvent("ReportProposed").fragment.topicHash,
    ];
    while (this.nextBlock <= block) {
      const toBlock = Math.min(block, this.nextBlock + BLOCKS_PER_QUERY - 1);
      const address = [addresses.space, addresses.registry, addresses.oracle];
      const logs = await connection.ethers.provider.getLogs({
        address,
        topics: [topics],
        fromBlock: this.nextBlock,
        toBlock,
      });
      for (const log of logs) {
        const event = interfaces.get(log.address.toLowerCase())?.parseLog(log);
        if (event) this.take(event, log);
      }
      this.nextBlock = toBlock + 1;
    }
  }

  /** Registration URI, by model id - 1, of the models there were after a block that has been read. */
  urisThrough(block: number): string[] {
    return this.registrations.filter((registration) => registration.block <= block).map(({ uri }) => uri);
  }

  /** When a round locked or will lock, unix seconds. */
  lockOf(round: number): number {
    return this.locks.get(round)!;
  }

  /** Who owned each model, by id - 1, at the end of the last block before a moment; of one registered later its first owner. */
  async ownersAt(moment: number): Promise<string[]> {
    const found: string[] = [];
    for (const changes of this.owners) {
      let owner = changes[0]!.owner;
      for (const change of changes.slice(1)) {
        if ((await this.timeOf(change.block)) >= moment) break;
        owner = change.owner;
      }
      found.push(owner);
    }
    return found;
  }

  /** A proposed report by its digest. */
  reportOf(digest: string): ChainReport | undefined {
    return this.reports.get(digest);
  }

  /** What settled in a round, in the order it was settled; so far. */
  settledIn(round: number): readonly SettledModel[] {
    return this.settled.get(round) ?? [];
  }

  /** What every model with stake did in the rounds before one, from settlements and published sheets. */
  async rowsBefore(round: number): Promise<ModelRound[]> {
    const { decimals } = this.deployment.token;
    const rows: ModelRound[] = [];
    for (const [past, models] of this.settled) {
      if (past >= round) continue;
      const sheet = await this.sheetOf(past);
      const owners = await this.ownersAt(this.lockOf(past));
      for (const { model, filled, gain, burn } of models) {
        const record = sheet[model - 1]!;
        rows.push({
          round: past,
          model,
          account: owners[model - 1]!,
          stake: toTokens(filled, decimals),
          score: record.score / 100_000,
          tc: record.tc / 100_000,
          gain: toTokens(gain - burn, decimals),
        });
      }
    }
    return rows;
  }

  /** The published sheet of a reported round, from the code of its pages. */
  async sheetOf(round: number): Promise<readonly ScoreRecord[]> {
    const known = this.sheets.get(round);
    if (known !== undefined) return known;
    const { contracts, connection } = this.deployment;
    const pages: Uint8Array[] = [];
    for (const page of (await contracts.space.roundRecord(round)).pages) {
      // The first byte is STOP: a page can't be called into doing anything.
      pages.push(getBytes(await connection.ethers.provider.getCode(page)).subarray(1));
    }
    const sheet = decodePages(pages);
    this.sheets.set(round, sheet);
    return sheet;
  }

  private take({ name, args }: LogDescription, log: Log): void {
    switch (name) {
      case "ModelRegistered":
        this.registrations[Number(args["modelId"]) - 1] = { uri: String(args["uri"]), block: log.blockNumber };
        break;
      case "Transfer":
        this.takeTransfer(args, log);
        break;
      case "RoundOpened":
      case "Resumed":
        this.locks.set(Number(args["round"]), Number(args["locksAt"]));
        break;
      case "ModelSettled":
        this.takeSettled(args);
        break;
      case "ReportersSet":
        this.reporters = [...(args["reporters"] as string[])];
        break;
      case "ReportProposed":
        this.takeReport(args);
        break;
      default:
        break;
    }
  }

  private takeTransfer(args: LogDescription["args"], log: Log): void {
    // The stake space's positions have a Transfer event of their own.
    if (log.address.toLowerCase() !== this.deployment.addresses.registry.toLowerCase()) return;
    (this.owners[Number(args["tokenId"]) - 1] ??= []).push({ block: log.blockNumber, owner: String(args["to"]) });
  }

  private takeReport(args: LogDescription["args"]): void {
    const found = args["report"] as Record<keyof Report, bigint | string>;
    const report: Report = {
      round: Number(found.round),
      sheetHash: String(found.sheetHash),
      modelCount: Number(found.modelCount),
      payoutFactor: BigInt(found.payoutFactor),
      maxScore: Number(found.maxScore),
      evidence: String(found.evidence),
    };
    const digest = String(args["digest"]);
    this.reports.set(digest, { digest, report, reporters: this.reporters });
  }

  private takeSettled(args: LogDescription["args"]): void {
    const round = Number(args["round"]);
    const models = this.settled.get(round) ?? [];
    this.settled.set(round, models);
    const result = args["result"] as bigint;
    models.push({
      model: Number(args["modelId"]),
      filled: args["filled"] as bigint,
      gain: result > 0n ? result : 0n,
      burn: result < 0n ? -result : 0n,
      rent: args["rent"] as bigint,
    });
  }

  private async timeOf(block: number): Promise<number> {
    const known = this.times.get(block);
    if (known !== undefined) return known;
    const { timestamp } = (await this.deployment.connection.ethers.provider.getBlock(block))!;
    this.times.set(block, timestamp);
    return timestamp;
  }
}
