import type { Parameters, ScoreRecord } from "#twin";
import type { Deployment } from "../deployment.js";
import { toParameters } from "../shapes/round.js";
import type { Anchor, ClosedRound, HistoryBase, ModelInRound, OwnershipChange, RoundHeader } from "./closedRound.js";
import { followsFrom } from "./followsFrom.js";
import { ModelBook } from "./models.js";
import { type EventfulRound, OpenRounds } from "./openRounds.js";
import { readEvents } from "./readEvents.js";
import type { ChainReport, SettledModel } from "./report.js";
import { readSheet } from "./sheet.js";
import { SILENT, type Talk } from "../talk.js";

/**
 * What a deployment's events say of models, accounts and closed rounds. {@link advance} reads the blocks that are new since
 * the last time, so that a program that plays many rounds reads each block once; with a base, only what came after it.
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
  readonly #base: HistoryBase | undefined;
  readonly #headers: ReadonlyMap<number, RoundHeader>;
  #models: ModelBook;
  #rounds: OpenRounds;
  #sheets = new Map<number, readonly ScoreRecord[]>();
  #accounts = new Map<number, readonly (string | null)[]>();
  #through: Anchor | undefined;
  #epoch: object = {};
  #reading: Promise<void> = Promise.resolve();

  /** @param base What is known of closed rounds already; no event from before its end is read. */
  constructor(deployment: Deployment, base?: HistoryBase) {
    this.#deployment = deployment;
    this.#base = base;
    this.#headers = new Map(base?.headers.map((header) => [header.round, header]));
    this.#models = new ModelBook(base?.ownership);
    this.#rounds = new OpenRounds(base?.headers.at(-1));
  }

  /** Another object after everything that was read had to be forgotten: what was made of it before may be wrong. */
  get epoch(): object {
    return this.#epoch;
  }

  /** The last block that was read. */
  get through(): Anchor | undefined {
    return this.#through;
  }

  /**
   * Reads all events through a block. Where the last block that was read is not the chain's any more, everything after the base
   * is forgotten and read again.
   *
   * @param talk Told how far it is, where there is much to read.
   * @throws {StakespaceError} `EVENTS_MISSING` or `EVENT_UNREADABLE` for a node whose answers do not fit together.
   */
  advance(block: number, talk: Talk = SILENT): Promise<void> {
    // One after the other: two at once would take the same events twice.
    const reading = this.#reading.then(() => this.#advance(block, talk));
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async #advance(block: number, talk: Talk): Promise<void> {
    const { provider } = this.#deployment.connection.ethers;
    if (this.#through !== undefined) {
      const found = await provider.getBlock(this.#through.block);
      if (found?.hash !== this.#through.hash) this.forget();
    }
    const last = this.#base?.headers.at(-1)?.closed;
    const next = this.#through === undefined ? (last?.block ?? this.#deployment.fromBlock) : this.#through.block + 1;
    if (block < next) return;
    const hash = (await provider.getBlock(block))?.hash;
    try {
      for await (const event of readEvents(this.#deployment, next, block, talk)) {
        const before = last && (event.block - last.block || event.logIndex - last.logIndex) <= 0;
        if (before === true) continue;
        this.#models.take(event);
        if (event.contract !== "registry") this.#rounds.take(event);
      }
      await this.#readParameters();
    } catch (error) {
      // Half of a range is nothing to go on from.
      this.forget();
      throw error;
    }
    // A block that changed while it was read is noticed the next time.
    this.#through = { block, hash: hash ?? "" };
  }

  /** Forgets everything that was read after the base. */
  forget(): void {
    this.#models = new ModelBook(this.#base?.ownership);
    this.#rounds = new OpenRounds(this.#base?.headers.at(-1));
    this.#sheets = new Map();
    this.#accounts = new Map();
    this.#through = undefined;
    this.#epoch = {};
  }

  /** Names, by model id - 1, of the models there were after a block that has been read. */
  namesThrough(block: number): string[] {
    return this.#models.namesThrough(block);
  }

  /** The parameters a round is played and settled with. */
  parametersOf(round: number): Parameters {
    const filed = this.#headers.get(round);
    return filed?.parameters ?? this.#rounds.parameters.get(this.#rounds.rounds.get(round)!.parametersId)!;
  }

  /** Whose record each model counted for in a round that has locked, by id - 1; null for nobody's. */
  async accountsAtLock(round: number): Promise<readonly (string | null)[]> {
    if (this.#headers.has(round)) return (await this.modelsOf(round)).map(({ account }) => account);
    let accounts = this.#accounts.get(round);
    if (accounts === undefined) {
      accounts = this.#models.accounts(round, await this.#lastChangeBeforeLock(this.#rounds.rounds.get(round)!));
      this.#accounts.set(round, accounts);
    }
    return accounts;
  }

  /** The rounds before one that closed with a report, in order. */
  reportedBefore(round: number): number[] {
    const filed = [...this.#headers.values()].filter(({ outcome }) => outcome === "reported");
    const read = [...this.#rounds.rounds.values()].filter(({ closed }) => closed?.outcome === "reported");
    return [...filed, ...read].map((each) => each.round).filter((past) => past < round);
  }

  /** A proposed report by its digest. */
  reportOf(digest: string): ChainReport | undefined {
    const all = [...this.#headers.values(), ...this.#rounds.rounds.values()].flatMap(({ reports }) => reports);
    return all.findLast((each) => each.digest === digest);
  }

  /** What settled in a round, in the order it was settled; so far. */
  async settledIn(round: number): Promise<readonly SettledModel[]> {
    if (!this.#headers.has(round)) return this.#rounds.rounds.get(round)?.settled ?? [];
    return (await this.modelsOf(round)).flatMap(({ settled }) => (settled === undefined ? [] : [settled]));
  }

  /** The published sheet of a reported round. */
  async sheetOf(round: number): Promise<readonly ScoreRecord[]> {
    if (this.#headers.has(round)) {
      return (await this.modelsOf(round)).flatMap(({ record }) => (record === undefined ? [] : [record]));
    }
    const known = this.#sheets.get(round);
    if (known !== undefined) return known;
    const final = this.#rounds.rounds.get(round)?.reports.at(-1)?.report.sheetHash;
    const sheet = await readSheet(this.#deployment, round, final);
    this.#sheets.set(round, sheet);
    return sheet;
  }

  /** Every model of a closed round, by id - 1, with what is known of its settlement so far. */
  async modelsOf(round: number): Promise<readonly ModelInRound[]> {
    if (this.#headers.has(round)) return this.#base!.models(round);
    const { closed } = this.#rounds.rounds.get(round)!;
    const sheet = closed?.outcome === "reported" ? await this.sheetOf(round) : [];
    const accounts = await this.accountsAtLock(round);
    const settled = new Map((await this.settledIn(round)).map((each) => [each.model, each]));
    const names = this.#models.namesThrough(this.#through?.block ?? 0);
    return names.slice(0, Math.max(sheet.length, accounts.length)).map((name, index) => ({
      model: index + 1,
      name,
      account: accounts[index] ?? null,
      record: sheet[index],
      settled: settled.get(index + 1),
    }));
  }

  /** Rounds that closed after the base, in order. */
  get closedRounds(): { readonly round: number; readonly outcome: RoundHeader["outcome"] }[] {
    return [...this.#rounds.rounds.values()].flatMap(({ round, closed }) =>
      closed === undefined ? [] : [{ round, outcome: closed.outcome }],
    );
  }

  /**
   * A round that closed after the base, whole. Every model must have been settled for it.
   *
   * @param before The round before it; undefined for the first.
   * @throws {StakespaceError} `EVENTS_MISSING` where its settlements do not follow from those of the rounds before.
   */
  async closedRound(round: number, before: RoundHeader | undefined): Promise<ClosedRound> {
    const known = this.#rounds.rounds.get(round)!;
    const { closed, last, openedIn, opensAt, locksAt, parametersId, reports, reporterSets } = known;
    const models = await this.modelsOf(round);
    const parameters = this.parametersOf(round);
    const previous = this.reportedBefore(round).at(-1);
    const earlier = previous === undefined ? [] : await this.modelsOf(previous);
    followsFrom(round, models, earlier, parameters, last!.block);
    // A round that expired may close before the one before it is settled.
    const anchor = before !== undefined && before.anchor.block > last!.block ? before.anchor : last!;
    const { block, logIndex, outcome } = closed!;
    const times = { opensAt, locksAt, openedIn, closed: { block, logIndex } };
    return { header: { round, outcome, ...times, parametersId, parameters, reports, reporterSets, anchor }, models };
  }

  /** Every change of ownership that was read, the base's included, in order. */
  get ownership(): readonly OwnershipChange[] {
    return this.#models.changes;
  }

  /** Looks only at blocks in which something changed, by halving: mostly none at all. */
  async #lastChangeBeforeLock({ openedIn, locksAt, closed }: EventfulRound): Promise<number> {
    const { provider } = this.#deployment.connection.ethers;
    const blocks = this.#models.blocksBetween(openedIn, closed?.block ?? this.#through!.block);
    let [low, high] = [0, blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((await provider.getBlock(blocks[middle]!))!.timestamp < locksAt) low = middle + 1;
      else high = middle;
    }
    return blocks[low - 1] ?? openedIn;
  }

  /** A set that was queued before the base ended was not seen; the contract keeps all of them. */
  async #readParameters(): Promise<void> {
    const { parameters, rounds } = this.#rounds;
    for (const { parametersId } of rounds.values()) {
      if (parameters.has(parametersId)) continue;
      const known = [...this.#headers.values()].findLast((header) => header.parametersId === parametersId);
      const found =
        known?.parameters ?? toParameters(await this.#deployment.contracts.space.parametersById(parametersId));
      parameters.set(parametersId, found);
    }
  }
}
