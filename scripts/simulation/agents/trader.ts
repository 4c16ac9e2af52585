import type { Random } from "#lib";
import { MAX_TICK } from "#twin";

import { RATES, tickFor } from "../markets/fastMarket.js";
import type { Market, MarketView } from "../markets/types.js";

/** No position is opened with less, so that the minimum bid is never in the way. Tokens. */
const SMALLEST = 1.5;
/** What a trader is like. */
export interface TraderTraits {
  /** Part of the expected return it is ready to pay as rent, in (0, 1]. */
  readonly shading: number;
  /** Chance a round that it looks at its bids at all. */
  readonly attention: number;
  /** Models it spreads its tokens over, at most. */
  readonly spread: number;
  /** Part of a model's space it asks for at most. */
  readonly largestPart: number;
}

/**
 * An ordinary trader. At one price for all whoever asks for more of a model's space pays more on all of it: with seven rivals of
 * its size the best part is an eighth (Cournot).
 */
export const ORDINARY: TraderTraits = { shading: 0.6, attention: 0.35, spread: 20, largestPart: 1 / 8 };

/** What a trader expects of models in a round. By model. */
export interface Outlook {
  /** Expected return of a filled token before rent. */
  readonly value: Float64Array;
  /** 1 for models it may stake on. */
  readonly open: Uint8Array;
}

/** Somebody who stakes on the models it thinks best, own or not, net of what space costs. */
export class Trader {
  readonly account: number;
  cash: number;
  private readonly traits: TraderTraits;
  private readonly shown: number[] = [];
  private positions: { readonly model: number; readonly tick: number }[] = [];

  constructor(account: number, cash: number, traits: TraderTraits) {
    this.account = account;
    this.cash = cash;
    this.traits = traits;
  }

  /** Everything it has: tokens in hand and in the market. */
  wealth(market: Market): number {
    let total = this.cash;
    for (const { model, tick } of this.positions) total += market.assets(this.account, model, tick);
    return total;
  }

  /** Adds its filled stake to that of the models. */
  eachFilled(market: Market, visit: (model: number, tokens: number) => void): void {
    for (const { model, tick } of this.positions) visit(model, market.filledOf(this.account, model, tick));
  }

  /** Whether it looks at its bids in a round at all. */
  isAwake(random: Random): boolean {
    return random.chance(this.traits.attention);
  }

  /** A turn before the lock. Bids show in the view at once, so that who comes later sees a fuller book. */
  act(market: Market, view: MarketView, outlook: Outlook): void {
    const wanted = byGain(view, outlook);
    const wealth = this.wealth(market);
    const parts = Math.max(1, Math.min(this.traits.spread, Math.floor(wealth / (2 * SMALLEST))));
    this.leave(market, view, new Set(wanted.subarray(0, 2 * parts)));
    this.enter(market, view, outlook, wanted, wealth / parts);
  }

  /** Bids for all of some models at the top tick, as far as its tokens go; `takeBack` undoes it. */
  show(market: Market, view: MarketView, models: readonly number[]): void {
    for (const model of models) {
      const tokens = Math.min(this.cash, view.limit[model]!);
      if (tokens < SMALLEST || this.positions.some((position) => position.model === model)) continue;
      market.bid(this.account, model, MAX_TICK, tokens);
      this.positions.push({ model, tick: MAX_TICK });
      this.shown.push(model);
      view.demand[model]! += tokens;
      view.priceTick[model] = MAX_TICK;
      this.cash -= tokens;
    }
  }

  /** Withdraws what was only for show. */
  takeBack(market: Market): void {
    const shown = new Set(this.shown.splice(0));
    this.positions = this.positions.filter(({ model, tick }) => {
      if (!shown.has(model)) return true;
      this.cash += market.withdraw(this.account, model, tick);
      return false;
    });
  }

  /** Fills part of its own model's space at the top tick. The same position every round, anew. */
  fill(market: Market, view: MarketView, model: number, part: number): void {
    this.positions = this.positions.filter((position) => {
      if (position.model !== model) return true;
      this.cash += market.withdraw(this.account, model, position.tick);
      return false;
    });
    const tokens = Math.min(this.cash, part * view.limit[model]!);
    if (tokens < SMALLEST) return;
    market.bid(this.account, model, MAX_TICK, tokens);
    this.positions.push({ model, tick: MAX_TICK });
    view.demand[model]! += tokens;
    this.cash -= tokens;
  }

  /** Leaves what is idle and what is no longer among the best. */
  private leave(market: Market, view: MarketView, good: ReadonlySet<number>): void {
    this.positions = this.positions.filter(({ model, tick }) => {
      const isOut = view.demand[model]! > view.limit[model]! && tick <= view.priceTick[model]!;
      if (good.has(model) && !isOut) return true;
      const tokens = market.withdraw(this.account, model, tick);
      view.demand[model] = Math.max(0, view.demand[model]! - tokens);
      this.cash += tokens;
      return false;
    });
  }

  private enter(market: Market, view: MarketView, outlook: Outlook, wanted: Int32Array, part: number): void {
    const held = new Set(this.positions.map(({ model }) => model));
    for (const model of wanted) {
      if (this.cash < SMALLEST) return;
      if (held.has(model)) continue;
      const tick = tickFor(this.traits.shading * outlook.value[model]!);
      const isFull = view.demand[model]! >= view.limit[model]!;
      if (tick < view.priceTick[model]! || (isFull && tick === view.priceTick[model])) continue;
      const tokens = Math.min(this.cash, Math.max(part, SMALLEST), this.traits.largestPart * view.limit[model]!);
      if (tokens < SMALLEST) continue;
      market.bid(this.account, model, tick, tokens);
      this.positions.push({ model, tick });
      view.demand[model]! += tokens;
      this.cash -= tokens;
    }
  }
}

/** Gains are told apart in steps of a billionth, which leaves room for the model's number in the same double. */
const GAIN_STEP = 1e-9;
const NUMBERS = 2 ** 20;

/** The models that are worth more than they cost, best first; equal ones by number. Sorting plain doubles is what makes seasons fast. */
function byGain(view: MarketView, { value, open }: Outlook): Int32Array {
  const keys = new Float64Array(value.length);
  let count = 0;
  for (let model = 0; model < value.length; model++) {
    if (open[model] === 0) continue;
    const gain = Math.round((value[model]! - RATES[view.priceTick[model]!]!) / GAIN_STEP);
    if (gain > 0) keys[count++] = model - gain * NUMBERS;
  }
  const sorted = keys.subarray(0, count).sort();
  return Int32Array.from(sorted, (key) => key - Math.floor(key / NUMBERS) * NUMBERS);
}
