import {
  ALL_SHARES,
  DEFAULT_PARAMETERS,
  fromPositionId,
  StakeSpaceTwin,
  toAssetsDown,
  toPositionId,
  WAD,
  type Book,
  type Parameters,
  type ScoreRecord,
} from "#twin";

import type { World } from "../worlds/types.js";
import type { MarketAction, MarketStep } from "./actions.js";
import type { Market, MarketFlows, MarketTerms, MarketView, SpaceReport } from "./types.js";

/** When seasons open that no chain plays, unix seconds. */
const OPENS_AT = 1_800_000_000;

/** When a season's first round opens and its first action happens, and whether actions are kept for a chain to repeat. */
export interface TwinMarketOptions {
  readonly opensAt?: number;
  readonly beginsAt?: number;
  readonly record?: boolean;
}

/**
 * The only file of the simulator that speaks to the twin: every bid, clearing and settlement is done by the contracts'
 * arithmetic, to the wei. Decisions come in as doubles and are rounded to a millionth of a token on the way.
 */
export class TwinMarket implements Market {
  readonly space: StakeSpaceTwin;
  /** Everything that was done, for whoever wants to do it again on a chain. */
  readonly log: MarketAction[] = [];
  private readonly parameters: Parameters;
  private readonly capacity: number;
  private readonly idOf: Int32Array;
  /** By id; there is no model 0. */
  private readonly modelOf: (number | undefined)[] = [];
  private readonly ownerOf: Int32Array;
  private readonly isRecording: boolean;
  private now: number;
  /** Books as they are, until something is done to them: reading one from the twin settles a draft of the model. */
  private readonly books: (Book | undefined)[] = [];
  /** Shares of every position: the twin knows them by name, which is slow to ask for millions of times. */
  private readonly shares = new Map<number, bigint>();
  private fills = new Map<number, { readonly assets: bigint; readonly shares: bigint; readonly filled: bigint }>();

  constructor(capacity: number, terms: MarketTerms, options: TwinMarketOptions = {}) {
    this.capacity = capacity;
    this.parameters = parametersOf(terms);
    const opensAt = options.opensAt ?? OPENS_AT;
    this.now = options.beginsAt ?? opensAt;
    this.isRecording = options.record ?? false;
    this.space = new StakeSpaceTwin(opensAt, this.parameters);
    this.idOf = new Int32Array(capacity);
    this.ownerOf = new Int32Array(capacity);
    // Gains come out of a treasury that never runs short.
    this.fund(1e9);
  }

  register(account: number, model: number): void {
    const name = `model-${model}`;
    this.note({ kind: "register", account, name });
    const id = this.space.register(this.call(account), name);
    this.idOf[model] = id;
    this.ownerOf[model] = account;
    this.modelOf[id] = model;
  }

  view(): MarketView {
    const limit = new Float64Array(this.capacity);
    const demand = new Float64Array(this.capacity);
    const priceTick = new Int32Array(this.capacity);
    for (let model = 0; model < this.capacity; model++) {
      const id = this.idOf[model]!;
      if (id === 0) continue;
      const quote = this.space.quote(id);
      limit[model] = toTokens(quote.limit);
      demand[model] = toTokens(quote.demand);
      priceTick[model] = quote.priceTick;
    }
    return { limit, demand, priceTick };
  }

  bid(account: number, model: number, tick: number, tokens: number): void {
    const modelId = this.idOf[model]!;
    const assets = toWei(tokens);
    this.note({ kind: "bid", account, modelId, tick, assets });
    const shares = this.space.bid(this.call(account), modelId, tick, assets, nameOf(account));
    const key = this.keyOf(account, modelId, tick);
    this.shares.set(key, (this.shares.get(key) ?? 0n) + shares);
    this.books[modelId] = undefined;
  }

  withdraw(account: number, model: number, tick: number): number {
    const modelId = this.idOf[model]!;
    this.note({ kind: "withdraw", account, modelId, tick });
    const assets = this.space.withdraw(this.call(account), modelId, tick, ALL_SHARES, nameOf(account));
    this.shares.delete(this.keyOf(account, modelId, tick));
    this.books[modelId] = undefined;
    return toTokens(assets);
  }

  assets(account: number, model: number, tick: number): number {
    const modelId = this.idOf[model]!;
    const shares = this.shares.get(this.keyOf(account, modelId, tick)) ?? 0n;
    return shares === 0n ? 0 : toTokens(toAssetsDown(this.bookOf(modelId).get(tick)!, shares));
  }

  setReserve(account: number, model: number, tick: number): void {
    const modelId = this.idOf[model]!;
    this.note({ kind: "setReserve", account, modelId, tick });
    this.space.setReserve(this.call(account), modelId, tick);
  }

  lock(): void {
    this.note({ kind: "lock", round: this.space.globals.round });
    this.now = this.space.times.locksAt;
    this.fills = new Map();
    for (const model of this.modelOf) {
      if (model === undefined) continue;
      const modelId = this.idOf[model]!;
      const { fills } = this.space.quote(modelId);
      const book = this.bookOf(modelId);
      for (const [tick, filled] of fills) {
        const pool = book.get(tick)!;
        this.fills.set(toPositionId(modelId, tick), { ...pool, filled });
      }
    }
  }

  filled(): Float64Array {
    const filled = new Float64Array(this.capacity);
    for (const [position, pool] of this.fills) {
      filled[this.modelOf[fromPositionId(position).modelId]!]! += toTokens(pool.filled);
    }
    return filled;
  }

  filledOf(account: number, model: number, tick: number): number {
    const modelId = this.idOf[model]!;
    const pool = this.fills.get(toPositionId(modelId, tick));
    if (pool === undefined || pool.shares === 0n) return 0;
    const shares = this.shares.get(this.keyOf(account, modelId, tick)) ?? 0n;
    return toTokens((pool.filled * shares) / pool.shares);
  }

  settle(report: SpaceReport): MarketFlows {
    const before = this.modelOf.map((_, id) => this.assetsOf(id));
    const { round } = this.space.globals;
    const records = this.recordsOf(report);
    const maxScore = records.reduce((largest, { score }) => Math.max(largest, score), 0);
    const payoutFactor = BigInt(Math.round(report.payoutFactor * 1e9)) * 10n ** 9n;
    this.now = this.space.times.reportFrom;
    const proposal = { round, payoutFactor, maxScore, records };
    this.note({ kind: "report", report: proposal });
    this.space.holdReport(this.call(-1), proposal);
    this.now += this.parameters.challengePeriod;
    this.note({ kind: "close", round });
    this.space.closeRound(this.call(-1), round);
    const ids = records.map((_, index) => index + 1);
    this.note({ kind: "settle", modelIds: ids });
    this.space.settleAll(ids);
    this.books.length = 0;
    return this.collect(before);
  }

  /** Pays rent out, and finds gains and losses by what pools lost to rent and what they have now. */
  private collect(before: readonly bigint[]): MarketFlows {
    const flows = {
      result: new Float64Array(this.capacity),
      rent: new Float64Array(this.capacity),
      fee: new Float64Array(this.capacity),
    };
    for (const [id, model] of this.modelOf.entries()) {
      if (model === undefined) continue;
      const { rent } = this.space.modelStatus(id);
      if (rent > 0n) {
        this.note({ kind: "collectRent", account: this.ownerOf[model]!, modelId: id });
        this.space.collectRent(this.call(this.ownerOf[model]!), id);
      }
      const paid = toTokens(rent);
      const fee = (paid * Number(this.parameters.rentFee)) / Number(WAD - this.parameters.rentFee);
      flows.rent[model] = paid;
      flows.fee[model] = fee;
      flows.result[model] = toTokens(this.assetsOf(id) - (before[id] ?? 0n)) + paid + fee;
    }
    return flows;
  }

  private assetsOf(id: number): bigint {
    if (this.modelOf[id] === undefined) return 0n;
    let total = 0n;
    for (const pool of this.bookOf(id).values()) total += pool.assets;
    return total;
  }

  private bookOf(modelId: number): Book {
    return (this.books[modelId] ??= this.space.book(modelId));
  }

  private keyOf(account: number, modelId: number, tick: number): number {
    return account * 256 * (this.capacity + 1) + toPositionId(modelId, tick);
  }

  private recordsOf(report: SpaceReport): ScoreRecord[] {
    return this.modelOf.slice(1).map((model) => recordOf(report, model!));
  }

  private fund(tokens: number): void {
    this.note({ kind: "fund", assets: toWei(tokens) });
    this.space.fundTreasury(toWei(tokens));
  }

  private call(account: number): { caller: string; now: number } {
    return { caller: nameOf(account), now: this.now };
  }

  private note(action: MarketStep): void {
    if (this.isRecording) this.log.push({ ...action, now: this.now });
  }
}

/** The market of the verdict's M7. */
export function exactMarket(world: World, terms: MarketTerms): TwinMarket {
  return new TwinMarket(world.space.count, terms);
}

/**
 * The contract's parameters for a market's terms. Periods are the defaults: the simulator bids at a round's opening and reports
 * as soon as it may.
 */
export function parametersOf(terms: MarketTerms): Parameters {
  return {
    ...DEFAULT_PARAMETERS,
    baseLimit: toWei(terms.baseLimit),
    maxLimit: toWei(terms.maxLimit),
    newcomerShare: toFraction(terms.newcomerShare),
    limitGain: toFraction(terms.limitGain),
    limitDecay: toFraction(terms.limitDecay),
    tcClip: toFraction(terms.tcClip),
    returnClip: toFraction(terms.returnClip),
    ppfFloor: toFraction(terms.ppfFloor),
    rentFee: toFraction(terms.rentFee),
  };
}

/** A report's line as the sheet has it. */
function recordOf(report: SpaceReport, model: number): ScoreRecord {
  return {
    score: toUnits(report.score[model]!, 100_000),
    growth: toUnits(report.growth[model]!, 100_000),
    weight: toUnits(report.weight[model]!, 10_000),
    baseShare: toUnits(report.baseShare[model]!, 10_000),
  };
}

function toUnits(value: number, one: number): number {
  return Math.max(-32_767, Math.min(32_767, Math.round(value * one)));
}

/** An account's name in the twin. */
export function nameOf(account: number): string {
  return account < 0 ? "oracle" : `account ${account}`;
}

/** Millionths of a token are as fine as decisions are. */
export function toWei(tokens: number): bigint {
  return BigInt(Math.floor(tokens * 1e6)) * 10n ** 12n;
}

function toFraction(value: number): bigint {
  return BigInt(Math.round(value * 1e9)) * 10n ** 9n;
}

function toTokens(wei: bigint): number {
  return Number(wei) / Number(WAD);
}
