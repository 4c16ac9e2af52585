import { toBeHex, ZeroAddress, type Log, type LogDescription } from "ethers";

import { EMPTY_POOL, MAX_TICK, min, type Pool, RATE_ONE, toAssetsDown, toPositionId, WAD } from "#twin";
import type { Deployment } from "./deployment.js";
import { eventReader } from "./eventReader.js";
import { readLogs } from "./logs.js";

/** What somebody has had of a model. Token wei. */
export interface Stake {
  /** By tick; none where everything was taken out. */
  readonly shares: Map<number, bigint>;
  /** What came in, transfers at what they were worth. */
  paidIn: bigint;
  takenOut: bigint;
  /** Of the rent of all rounds that are settled, rounded down round by round. */
  rent: bigint;
}

/** What a model's stake gained, or lost, in a round that is settled: what its sheet says; undefined where nobody knows. */
export type ReturnIn = (round: number) => Promise<bigint | undefined>;

const EVENTS = ["Bid", "Withdrawn", "Moved", "ModelSettled"] as const;

/**
 * Who has put what into a model, taken it out and paid, from the events of its book in their order. A settlement's event names what
 * was filled and the rate; from those, and the round's return, the pools follow as the contract has them.
 *
 * @example
 * import { deployStakespace, ModelLedger } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const ledger = await ModelLedger.read(deployment, 1, 0, () => Promise.resolve(undefined));
 * ledger.stakes.size; // => 0
 */
export class ModelLedger {
  readonly stakes = new Map<string, Stake>();
  readonly #pools = new Map<number, Pool>();
  readonly #returnIn: ReturnIn;

  private constructor(returnIn: ReturnIn) {
    this.#returnIn = returnIn;
  }

  /**
   * Reads a model's events through a block.
   */
  static async read(deployment: Deployment, model: number, through: number, returnIn: ReturnIn): Promise<ModelLedger> {
    const { space } = deployment.contracts;
    const { interface: abi } = space;
    const read = eventReader(abi);
    const topicOf = (name: (typeof EVENTS)[number] | "Transfer"): string => abi.getEvent(name).topicHash;
    const word = (value: number): string => toBeHex(value, 32);
    const ids = Array.from({ length: MAX_TICK + 1 }, (_, tick) => word(toPositionId(model, tick)));
    const address = deployment.addresses.space;
    const [book, transfers] = await Promise.all([
      readLogs(deployment, { address, topics: [EVENTS.map(topicOf), [word(model), ...ids]] }, through),
      readLogs(deployment, { address, topics: [topicOf("Transfer"), null, null, ids] }, through),
    ]);
    const ledger = new ModelLedger(returnIn);
    const inOrder = [...book, ...transfers].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
    await ledger.#takeAll(inOrder.map((log: Log) => read(log)!));
    return ledger;
  }

  /** What the pools are, as far as settlements have been made. */
  get pools(): ReadonlyMap<number, Pool> {
    return this.#pools;
  }

  async #takeAll(events: readonly LogDescription[]): Promise<void> {
    for (const [place, event] of events.entries()) {
      if (event.name === "Transfer") this.#transfer(event.args, events[place + 1]);
      else if (event.name === "ModelSettled") await this.#settle(event.args);
      else if (event.name === "Withdrawn") this.#withdrawn(event.args);
      else if (event.name === "Moved") this.#moved(event.args);
    }
  }

  stakeOf(holder: string): Stake {
    const known = this.stakes.get(holder) ?? { shares: new Map<number, bigint>(), paidIn: 0n, takenOut: 0n, rent: 0n };
    this.stakes.set(holder, known);
    return known;
  }

  /** Shares change hands, are made by the bid that follows, or go with a withdrawal or a move. */
  #transfer(args: LogDescription["args"], next: LogDescription | undefined): void {
    const tick = Number((args["id"] as bigint) & 255n);
    const [sender, receiver, shares] = [String(args["sender"]), String(args["receiver"]), args["amount"] as bigint];
    const pool = this.#pools.get(tick) ?? EMPTY_POOL;
    if (sender === ZeroAddress) {
      const isBid = next?.name === "Bid";
      const assets = isBid ? (next.args["assets"] as bigint) : 0n;
      this.#add(receiver, tick, shares);
      // What comes by a move brings its assets with the event of the move.
      this.#pools.set(tick, { assets: pool.assets + assets, shares: pool.shares + shares });
      if (isBid) this.stakeOf(receiver).paidIn += assets;
      return;
    }
    if (receiver === ZeroAddress) {
      this.#add(sender, tick, -shares);
      this.#pools.set(tick, { ...pool, shares: pool.shares - shares });
      return;
    }
    const worth = toAssetsDown(pool, shares);
    this.#add(sender, tick, -shares);
    this.#add(receiver, tick, shares);
    this.stakeOf(sender).takenOut += worth;
    this.stakeOf(receiver).paidIn += worth;
  }

  #withdrawn(args: LogDescription["args"]): void {
    const [assets, tick] = [args["assets"] as bigint, Number((args["positionId"] as bigint) & 255n)];
    this.#take(tick, assets);
    this.stakeOf(String(args["owner"])).takenOut += assets;
  }

  #moved(args: LogDescription["args"]): void {
    const [assets, to] = [args["assets"] as bigint, Number(args["toTick"])];
    this.#take(Number(args["fromTick"]), assets);
    const pool = this.#pools.get(to) ?? EMPTY_POOL;
    this.#pools.set(to, { ...pool, assets: pool.assets + assets });
  }

  /** Assets leave a pool; with its last share what is left goes, too. */
  #take(tick: number, assets: bigint): void {
    const pool = this.#pools.get(tick) ?? EMPTY_POOL;
    if (pool.shares === 0n) this.#pools.delete(tick);
    else this.#pools.set(tick, { ...pool, assets: pool.assets - assets });
  }

  #add(holder: string, tick: number, shares: bigint): void {
    const { shares: held } = this.stakeOf(holder);
    const after = (held.get(tick) ?? 0n) + shares;
    if (after === 0n) held.delete(tick);
    else held.set(tick, after);
  }

  async #settle(args: LogDescription["args"]): Promise<void> {
    const rate = args["rate"] as bigint;
    const x = (await this.#returnIn(Number(args["round"]))) ?? 0n;
    let left = args["filled"] as bigint;
    for (const tick of [...this.#pools.keys()].sort((a, b) => b - a)) {
      const pool = this.#pools.get(tick)!;
      const filled = min(pool.assets, left);
      left -= filled;
      if (filled === 0n) continue;
      const rent = (filled * rate) / RATE_ONE;
      for (const stake of this.stakes.values()) {
        const shares = stake.shares.get(tick) ?? 0n;
        if (shares > 0n) stake.rent += (rent * shares) / pool.shares;
      }
      this.#pools.set(tick, { ...pool, assets: pool.assets + (filled * x) / WAD - rent });
    }
  }
}
