import { ChainHistory, type ClosedRound, type Deployment, type RoundHeader, SILENT, type Talk } from "#chain";
import { formatNumber } from "#lib";
import { canonicalPart } from "./canonical.js";
import { finalizedBlock, isCanonical } from "./finality.js";
import { historyFolder } from "./folder.js";
import { readSettled, requireComplete } from "./settled.js";
import { changesThrough, Shelf } from "./shelf.js";

/** What became of a store. */
export interface StoreUpdate {
  /** The last block that was read. */
  readonly through: number;
  /** Rounds that have a file. */
  readonly rounds: number;
  /** Rounds that got one now. */
  readonly filed: readonly number[];
  /** Rounds whose file was of no use or of a branch that the chain has left. */
  readonly dropped: readonly number[];
}

/** Where a store is, and who hears of it. */
export interface StoreOptions {
  /** {@link historyFolder} unless named. */
  readonly folder?: string | undefined;
  readonly talk?: Talk | undefined;
}

/**
 * A deployment's history on this machine: one file a closed round, which never changes once it is there, and one of ownership.
 * Opening it takes two requests however many rounds there are; {@link HistoryStore.update} reads what came after the last file.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { HistoryStore } from "#history";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const store = await HistoryStore.open(deployment);
 * const { filed } = await store.update();
 * const rounds = store.history.reportedBefore(3);
 */
export class HistoryStore {
  readonly #deployment: Deployment;
  readonly #shelf: Shelf;
  readonly #talk: Talk;
  #headers: readonly RoundHeader[] = [];
  #history: ChainHistory;
  #dropped: number[] = [];

  private constructor(deployment: Deployment, { folder, talk }: StoreOptions) {
    this.#deployment = deployment;
    this.#shelf = new Shelf(folder ?? historyFolder(deployment), {
      chainId: deployment.chainId,
      space: deployment.addresses.space,
    });
    this.#talk = talk ?? SILENT;
    this.#history = new ChainHistory(deployment);
  }

  /**
   * Opens a store. What is damaged, or not of the chain as it is now, is removed and made again by the next update.
   *
   * @throws {StakespaceError} `OTHER_HISTORY`, `HISTORY_FOLDER`.
   */
  static async open(deployment: Deployment, options: StoreOptions = {}): Promise<HistoryStore> {
    const store = new HistoryStore(deployment, options);
    store.#shelf.make();
    store.#shelf.sweep();
    await store.#load();
    return store;
  }

  get folder(): string {
    return this.#shelf.folder;
  }

  /** What the files say, and what has happened since. Another object after files were dropped. */
  get history(): ChainHistory {
    return this.#history;
  }

  /** The rounds that have a file, without their models. */
  get headers(): readonly RoundHeader[] {
    return this.#headers;
  }

  /**
   * Reads what is new and files each closed round that is settled, and whose last event is in a block that the chain keeps.
   *
   * @throws {StakespaceError} `EVENTS_MISSING` or `EVENT_UNREADABLE` for a node whose answers do not fit together.
   */
  async update(talk: Talk = this.#talk): Promise<StoreUpdate> {
    const last = this.#headers.at(-1);
    if (last !== undefined && !(await isCanonical(this.#deployment, last.anchor))) await this.#load();
    const through = await this.#deployment.connection.ethers.provider.getBlockNumber();
    await this.#history.advance(through, talk);
    const made = await this.#whole(this.#history, this.#headers, through);
    await this.#file(made);
    const dropped = this.#dropped;
    this.#dropped = [];
    return { through, rounds: this.#headers.length, filed: made.map(({ header }) => header.round), dropped };
  }

  /** Reads everything from the deployment's first block on and makes every file again. */
  async rebuild(talk: Talk = this.#talk): Promise<StoreUpdate> {
    const history = new ChainHistory(this.#deployment);
    const through = await this.#deployment.connection.ethers.provider.getBlockNumber();
    await history.advance(through, talk);
    const made = await this.#whole(history, [], through);
    // Only now: a node that does not answer costs nothing.
    const dropped = await this.#shelf.keep({ headers: [], ownership: [] });
    [this.#headers, this.#history, this.#dropped] = [[], history, []];
    await this.#file(made);
    return { through, rounds: made.length, filed: made.map(({ header }) => header.round), dropped };
  }

  async #load(): Promise<void> {
    const shelved = await canonicalPart(this.#deployment, await this.#shelf.read());
    const { headers } = shelved;
    const kept = headers.length;
    const gone = this.#shelf.rounds.length > kept ? await this.#shelf.keep(shelved) : [];
    if (gone.length > 0) {
      this.#talk.say(
        `${formatNumber(gone.length, "file")} in ${this.folder} from round ${gone[0]!} on ${gone.length === 1 ? "is" : "are"} damaged or of a branch that the chain has left, and will be made again.`,
      );
    }
    this.#dropped = [...this.#dropped, ...gone];
    this.#headers = headers;
    const base = { ...shelved, models: (round: number) => this.#shelf.models(round) };
    this.#history = new ChainHistory(this.#deployment, kept === 0 ? undefined : base);
  }

  /** The closed rounds after some that can be filed, in order. */
  async #whole(history: ChainHistory, before: readonly RoundHeader[], through: number): Promise<ClosedRound[]> {
    const candidates = history.closedRounds.filter(({ round }) => round > before.length);
    if (candidates.length === 0) return [];
    const final = Math.min(through, await finalizedBlock(this.#deployment));
    const settled = await readSettled(this.#deployment, history.namesThrough(through).length, through);
    const made: ClosedRound[] = [];
    const lastReported = candidates.findLast(({ outcome }) => outcome === "reported")?.round;
    for (const { round, outcome } of candidates) {
      if (outcome === "reported" && settled.through < round) break;
      const whole = await history.closedRound(round, made.at(-1)?.header ?? before.at(-1));
      if (whole.header.anchor.block > final) break;
      if (round === lastReported) requireComplete(whole, settled);
      made.push(whole);
    }
    return made;
  }

  async #file(made: readonly ClosedRound[]): Promise<void> {
    if (made.length === 0) return;
    const headers = [...this.#headers, ...made.map(({ header }) => header)];
    await this.#shelf.file(made, headers, changesThrough(this.#history.ownership, headers.at(-1)!));
    this.#headers = headers;
  }
}

/**
 * Opens a deployment's history and brings it up to date; where there is none yet, it is made.
 *
 * @throws {StakespaceError} As {@link HistoryStore.open} and {@link HistoryStore.update}.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { openHistory } from "#history";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const history = await openHistory(deployment);
 */
export async function openHistory(deployment: Deployment, options: StoreOptions = {}): Promise<ChainHistory> {
  const store = await HistoryStore.open(deployment, options);
  await store.update();
  return store.history;
}
