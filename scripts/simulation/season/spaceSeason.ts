import { Random } from "#lib";

import { AccountWeights } from "../agents/accountWeights.js";
import type { Behaviour } from "../agents/behaviour.js";
import { PublicRecord } from "../agents/beliefs.js";
import { opinionsOfOwners, tastes } from "../agents/opinions.js";
import { ORDINARY, Trader, type TraderTraits } from "../agents/trader.js";
import type { Market, MarketTerms, MarketView } from "../markets/types.js";
import type { Metric } from "../rules/types.js";
import type { SpacePolicy } from "../rules/space/types.js";
import { sumOf } from "../statistics.js";
import { scoreWorld } from "../worlds/scores.js";
import { spaceIn } from "../worlds/swap.js";
import type { World } from "../worlds/types.js";
import { accountShares } from "../worlds/uniqueness.js";
import type { RoundOutcome } from "./outcome.js";
import { normalised } from "./shares.js";
import { thresholdOf } from "./threshold.js";

/** What a season in a market of space is played with. */
export interface SpaceSeasonOptions {
  readonly world: World;
  readonly market: Market;
  readonly terms: MarketTerms;
  readonly policy: SpacePolicy;
  /** Uniqueness among seniors, see `seniorUniqueness`; the account's share is applied here. */
  readonly uniqueness: Float64Array;
  readonly metric: Metric;
  readonly seed: string;
  /** Accounts that do not behave like ordinary traders. */
  readonly behaviours?: ReadonlyMap<number, Behaviour>;
  /** False: owners set no reserve, space that nobody else wants goes for nothing. */
  readonly reserves?: boolean;
  /** Models that change hands before a round: the record of a model starts anew. */
  readonly sales?: readonly { readonly round: number; readonly model: number }[];
}

/** How many of the best models a spoofer puts its show on. */
const SPOOFED_MODELS = 10;
/** Part of its own space a shill fills. */
const SHILLED = 0.5;

/** What traders of a round have before them. By model. */
interface Minds {
  readonly estimate: Float64Array;
  readonly recent: Float64Array;
  readonly factor: Float64Array;
  /** Written to: expected return of a filled token. */
  readonly value: Float64Array;
  /** Written to: 1 where the account may stake. */
  readonly open: Uint8Array;
}

/** A season of one tournament with a market of space: accounts trade, rounds lock, are scored and settle. */
export class SpaceSeason {
  readonly world: World;
  readonly market: Market;
  readonly traders: readonly Trader[];
  readonly beliefs: PublicRecord;
  private readonly options: SpaceSeasonOptions;
  private readonly weights: AccountWeights;
  private readonly present: Uint8Array;
  private readonly taste: Float64Array;
  private readonly ownView: Float64Array;
  private readonly reserve: Int32Array;
  private readonly threshold: number;
  private payoutFactor = 1;

  constructor(options: SpaceSeasonOptions) {
    const { world, seed } = options;
    this.options = options;
    this.world = world;
    this.market = options.market;
    const { count } = world.space;
    const random = new Random(`${seed}/traders`);
    this.traders = world.accounts.map(
      ({ wealth }, account) =>
        new Trader(account, wealth, { ...ORDINARY, shading: random.between(0.4, 0.8), ...this.traitsOf(account) }),
    );
    this.beliefs = new PublicRecord(count);
    this.weights = new AccountWeights(world.accounts.length);
    this.present = new Uint8Array(count);
    this.taste = tastes(world, random);
    this.ownView = opinionsOfOwners(world, new Random(`${seed}/owners`)).score;
    this.reserve = new Int32Array(count);
    this.threshold = thresholdOf(world);
  }

  /** Plays the next rounds; a generator, so that a season can be looked at as it goes. */
  *play(): Generator<RoundOutcome> {
    const { world } = this;
    for (let round = 0; round < world.options.rounds; round++) {
      this.admit(round);
      yield this.playRound(round);
    }
  }

  private admit(round: number): void {
    for (let j = 0; j < this.present.length; j++) {
      if (this.world.enters[j] !== round) continue;
      this.present[j] = 1;
      this.market.register(this.world.accountOf[j]!, j);
    }
  }

  private playRound(round: number): RoundOutcome {
    const { world, market, options } = this;
    const accountWeight = this.weights.weights();
    const weight = Float64Array.from(world.accountOf, (account) => accountWeight[account]!);
    const limit = this.trade(round, weight);
    market.lock();
    const filled = market.filled();
    const [atRisk, byStaker] = [sumOf(filled), this.stakers()];
    const scores = scoreWorld(spaceIn(world, round), world.rounds[round]!, normalised(filled), this.present);
    const score = scores[options.metric];
    this.payoutFactor = Math.min(1, this.threshold / Math.max(1, atRisk));
    const shares = accountShares(world.accountOf, world.accounts.length, this.present);
    const fields = options.policy({
      present: this.present,
      newAccount: this.soldBefore(round),
      filled,
      score,
      tc: scores.tc,
      uniqueness: options.uniqueness.map((value, j) => value * shares[j]!),
      weight,
    });
    const flows = market.settle({ score, ...fields, weight, payoutFactor: this.payoutFactor });
    this.payRent(flows.rent);
    this.learn(score, filled);
    const wealth = Float64Array.from(this.traders, (trader) => trader.wealth(market));
    const wanted = sumOf(wealth);
    return { round, weights: filled, byStaker, limit, scores, atRisk, wanted, wealth, flows, present: this.present };
  }

  private trade(round: number, weight: Float64Array): Float64Array {
    const { world, market, options } = this;
    const random = new Random(`${options.seed}/turns/${round}`);
    const view = market.view();
    const limit = view.limit.slice();
    this.moveReserves(round, view, random);
    const estimate = this.beliefs.estimate();
    const { count } = world.space;
    const factor = weight.map((w) => this.payoutFactor * (options.terms.ppfFloor + (1 - options.terms.ppfFloor) * w));
    const recent = this.beliefs.recent();
    const spoofers = this.traders.filter(({ account }) => this.behaviourOf(account)?.spoofs === true);
    for (const trader of spoofers) trader.show(market, view, best(estimate, SPOOFED_MODELS));
    const value = new Float64Array(count);
    const open = new Uint8Array(count);
    for (const trader of random.shuffle(this.traders)) {
      if (!trader.isAwake(random)) continue;
      const { account } = trader;
      const behaviour = this.behaviourOf(account);
      this.think(account, estimate, factor, value);
      open.set(this.present);
      if (behaviour !== undefined) this.rethink(behaviour, round, account, { estimate, recent, factor, value, open });
      trader.act(market, view, { value, open });
      if (behaviour?.shills === true) this.shill(trader, view);
    }
    for (const trader of spoofers) trader.takeBack(market);
    return limit;
  }

  /** What an ordinary trader takes a filled token of each model to return. */
  private think(account: number, estimate: Float64Array, factor: Float64Array, value: Float64Array): void {
    const offset = account * value.length;
    for (let j = 0; j < value.length; j++) value[j] = factor[j]! * (estimate[j]! + this.taste[offset + j]!);
    for (const j of this.world.accounts[account]!.models) {
      value[j] = (factor[j]! * (estimate[j]! + this.ownView[j]!)) / 2;
    }
  }

  /** What an account thinks that has ways of its own. */
  private rethink(behaviour: Behaviour, round: number, account: number, minds: Minds): void {
    const { world } = this;
    const { estimate, recent, factor, value, open } = minds;
    for (let model = 0; model < value.length; model++) {
      const ordinary = factor[model]! > 0 ? value[model]! / factor[model]! : 0;
      const isOwn = world.accountOf[model] === account;
      const known = { public: estimate[model]!, recent: recent[model]!, ordinary };
      const thought = { account, model, round, world, isOwn, ...known };
      if (behaviour.stakesOn?.(thought) === false) open[model] = 0;
      if (behaviour.opinion !== undefined) value[model] = factor[model]! * behaviour.opinion(thought);
    }
  }

  /** Owners follow demand: up a little where space is sold out, down where it is not. */
  private moveReserves(round: number, view: MarketView, random: Random): void {
    if (this.options.reserves === false) return;
    for (let j = 0; j < this.reserve.length; j++) {
      if (this.present[j] === 0 || !random.chance(0.5) || round === 0) continue;
      const owner = this.behaviourOf(this.world.accountOf[j]!);
      const soldOut = view.demand[j]! >= view.limit[j]! && view.limit[j]! > 0;
      const followed = soldOut ? Math.min(96, this.reserve[j]! + 3) : Math.max(0, this.reserve[j]! - 6);
      const next = owner?.reserve?.(view, j, this.reserve[j]!) ?? followed;
      if (next === this.reserve[j]) continue;
      this.reserve[j] = next;
      this.market.setReserve(this.world.accountOf[j]!, j, next);
    }
  }

  /** Part of the space it leaves to others, whose price then is the lowest of theirs that still gets in. */
  private shill(trader: Trader, view: MarketView): void {
    for (const model of this.world.accounts[trader.account]!.models) {
      if (this.present[model] === 1) trader.fill(this.market, view, model, SHILLED);
    }
  }

  private behaviourOf(account: number): Behaviour | undefined {
    return this.options.behaviours?.get(account);
  }

  private traitsOf(account: number): Partial<TraderTraits> {
    const behaviour = this.behaviourOf(account);
    if (behaviour === undefined) return {};
    return behaviour.largestPart === undefined
      ? { ...behaviour.traits }
      : { ...behaviour.traits, largestPart: behaviour.largestPart };
  }

  private stakers(): Float64Array {
    const byStaker = new Float64Array(this.traders.length);
    for (const trader of this.traders) {
      trader.eachFilled(this.market, (_, tokens) => (byStaker[trader.account]! += tokens));
    }
    return byStaker;
  }

  private soldBefore(round: number): Uint8Array {
    const sold = new Uint8Array(this.present.length);
    for (const sale of this.options.sales ?? []) if (sale.round === round) sold[sale.model] = 1;
    return sold;
  }

  private payRent(rent: Float64Array): void {
    for (let j = 0; j < rent.length; j++) this.traders[this.world.accountOf[j]!]!.cash += rent[j]!;
  }

  private learn(score: Float64Array, filled: Float64Array): void {
    this.beliefs.learn(score, this.present);
    const accounts = this.traders.length;
    const [stake, scored] = [new Float64Array(accounts), new Float64Array(accounts)];
    for (let j = 0; j < filled.length; j++) {
      const account = this.world.accountOf[j]!;
      stake[account]! += filled[j]!;
      scored[account]! += filled[j]! * score[j]!;
    }
    this.weights.learn(stake, scored);
  }
}

/** The models with the largest values, largest first. */
function best(values: Float64Array, count: number): number[] {
  return Array.from(values.keys())
    .sort((a, b) => values[b]! - values[a]! || a - b)
    .slice(0, count);
}
