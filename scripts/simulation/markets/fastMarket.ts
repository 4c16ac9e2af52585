import { MAX_TICK, rate } from "#twin";

import type { Market, MarketFlows, MarketTerms, MarketView, SpaceReport } from "./types.js";

const TICKS = MAX_TICK + 1;

/** Rate of each tick as a fraction. */
export const RATES = Float64Array.from({ length: TICKS }, (_, tick) => Number(rate(tick)) / 100_000);

/** The highest tick that costs at most `worth`, a fraction of filled stake per round; -1 where that is below 0. */
export function tickFor(worth: number): number {
  if (worth < 0) return -1;
  let [low, high] = [0, TICKS - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (RATES[middle]! <= worth) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The mechanism's market in doubles. */
export class FastMarket implements Market {
  private readonly terms: MarketTerms;
  private readonly assetsAt: Float64Array;
  private readonly sharesAt: Float64Array;
  private readonly positions = new Map<number, number>();
  private readonly base: Float64Array;
  private readonly earned: Float64Array;
  private readonly reserve: Int32Array;
  private readonly nextReserve: Int32Array;
  private readonly capacity: number;
  private readonly filledAt: Float64Array;
  private readonly filledTotal: Float64Array;
  private readonly price: Int32Array;
  private readonly isThere: Uint8Array;

  /** @param capacity How many models may ever be let in. */
  constructor(capacity: number, terms: MarketTerms) {
    this.terms = terms;
    this.capacity = capacity;
    this.assetsAt = new Float64Array(capacity * TICKS);
    this.sharesAt = new Float64Array(capacity * TICKS);
    this.filledAt = new Float64Array(capacity * TICKS);
    this.base = new Float64Array(capacity);
    this.earned = new Float64Array(capacity);
    this.reserve = new Int32Array(capacity);
    this.nextReserve = new Int32Array(capacity);
    this.filledTotal = new Float64Array(capacity);
    this.price = new Int32Array(capacity);
    this.isThere = new Uint8Array(capacity);
  }

  register(_account: number, model: number): void {
    this.base[model] = this.terms.baseLimit * this.terms.newcomerShare;
    this.isThere[model] = 1;
  }

  view(): MarketView {
    const limit = new Float64Array(this.capacity);
    const demand = new Float64Array(this.capacity);
    const priceTick = new Int32Array(this.capacity);
    for (let model = 0; model < this.capacity; model++) {
      if (this.isThere[model] === 0) continue;
      limit[model] = this.base[model]! + this.earned[model]!;
      const cleared = this.clear(model, false);
      demand[model] = cleared.demand;
      priceTick[model] = cleared.priceTick;
    }
    return { limit, demand, priceTick };
  }

  bid(account: number, model: number, tick: number, tokens: number): void {
    const pool = model * TICKS + tick;
    const price = this.sharesAt[pool]! > 0 ? this.assetsAt[pool]! / this.sharesAt[pool]! : 1;
    const shares = tokens / price;
    this.assetsAt[pool]! += tokens;
    this.sharesAt[pool]! += shares;
    const key = this.keyOf(account, pool);
    this.positions.set(key, (this.positions.get(key) ?? 0) + shares);
  }

  withdraw(account: number, model: number, tick: number): number {
    const pool = model * TICKS + tick;
    const key = this.keyOf(account, pool);
    const shares = this.positions.get(key) ?? 0;
    if (shares === 0) return 0;
    const all = this.sharesAt[pool]! - shares < 1e-9 * this.sharesAt[pool]!;
    const tokens = all ? this.assetsAt[pool]! : (shares * this.assetsAt[pool]!) / this.sharesAt[pool]!;
    this.assetsAt[pool] = all ? 0 : this.assetsAt[pool]! - tokens;
    this.sharesAt[pool] = all ? 0 : this.sharesAt[pool]! - shares;
    this.positions.delete(key);
    return tokens;
  }

  assets(account: number, model: number, tick: number): number {
    return this.partOf(account, model * TICKS + tick, this.assetsAt);
  }

  setReserve(_account: number, model: number, tick: number): void {
    this.nextReserve[model] = tick;
  }

  lock(): void {
    for (let model = 0; model < this.capacity; model++) {
      if (this.isThere[model] === 0) continue;
      const cleared = this.clear(model, true);
      this.price[model] = cleared.priceTick;
      this.filledTotal[model] = Math.min(cleared.demand, this.base[model]! + this.earned[model]!);
    }
  }

  filled(): Float64Array {
    return this.filledTotal.slice();
  }

  filledOf(account: number, model: number, tick: number): number {
    return this.partOf(account, model * TICKS + tick, this.filledAt);
  }

  settle(report: SpaceReport): MarketFlows {
    const { terms } = this;
    const flows = {
      result: new Float64Array(this.capacity),
      rent: new Float64Array(this.capacity),
      fee: new Float64Array(this.capacity),
    };
    for (let model = 0; model < this.capacity; model++) {
      if (this.isThere[model] === 0) continue;
      const ppf = terms.ppfFloor + (1 - terms.ppfFloor) * report.weight[model]!;
      const raw = report.payoutFactor * ppf * report.score[model]!;
      const x = Math.max(-terms.returnClip, Math.min(terms.returnClip, raw));
      const rent = RATES[this.price[model]!]!;
      const filled = this.filledTotal[model]!;
      for (let pool = model * TICKS; filled > 0 && pool < (model + 1) * TICKS; pool++) {
        const part = this.filledAt[pool]!;
        if (part > 0) this.assetsAt[pool]! += part * (x - rent);
      }
      flows.result[model] = filled * x;
      flows.fee[model] = filled * rent * terms.rentFee;
      flows.rent[model] = filled * rent * (1 - terms.rentFee);
      this.grow(model, report, filled);
      this.reserve[model] = this.nextReserve[model]!;
    }
    return flows;
  }

  private grow(model: number, report: SpaceReport, filled: number): void {
    const { terms } = this;
    const base = terms.baseLimit * Math.min(1, report.baseShare[model]!);
    const growth = Math.max(-terms.tcClip, Math.min(terms.tcClip, report.growth[model]!));
    const earned = (1 - terms.limitDecay) * this.earned[model]! + terms.limitGain * growth * filled;
    this.base[model] = base;
    this.earned[model] = Math.max(0, Math.min(earned, terms.maxLimit - base));
  }

  private clear(model: number, store: boolean): { demand: number; priceTick: number } {
    const limit = this.base[model]! + this.earned[model]!;
    const reserve = this.reserve[model]!;
    let [demand, priceTick] = [0, reserve];
    const from = model * TICKS;
    if (store) this.filledAt.fill(0, from, from + TICKS);
    for (let tick = TICKS - 1; tick >= reserve; tick--) {
      const assets = this.assetsAt[from + tick]!;
      if (assets === 0) continue;
      const got = Math.min(assets, Math.max(0, limit - demand));
      demand += assets;
      if (got === 0) continue;
      if (store) this.filledAt[from + tick] = got;
      if (demand >= limit) priceTick = tick;
    }
    return { demand, priceTick };
  }

  private partOf(account: number, pool: number, of: Float64Array): number {
    const shares = this.positions.get(this.keyOf(account, pool)) ?? 0;
    return shares === 0 ? 0 : (shares / this.sharesAt[pool]!) * of[pool]!;
  }

  private keyOf(account: number, pool: number): number {
    return account * this.capacity * TICKS + pool;
  }
}
