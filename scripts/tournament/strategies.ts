import { MAX_TICK, RATE_ONE, tickAtMost, WAD, type Quote } from "#twin";
import type { Random } from "#lib";
import type { Beliefs } from "./beliefs.js";
import type { Exchange, Holding, Player } from "./exchange.js";

/** No player leaves less than this at a tick, so that the contract's minimum bid is never in the way. */
const SMALLEST = 2n * WAD;
/** Part of the expected return a player is ready to pay as rent. */
const RENT_SHARE = 0.5;
/** An owner trusts his own models by so much more, a round. */
const OWNERS_FAITH = 0.004;
/** How far players' opinions of a model differ, a round. */
const TASTE = 0.003;
/** Below this expected return stake leaves a model, filled or not. */
const GIVE_UP = -0.004;
/** Part of a model's space an owner keeps for himself, percent. */
const OWNERS_PART = 50n;
/** Where owners' reserve ticks begin, and the highest they go: 0.11 % and 1.0 % a round. */
const FIRST_RESERVE = 44;
const HIGHEST_RESERVE = 96;

/** What a player looks at when it is his turn. */
export interface Turn {
  readonly exchange: Exchange;
  readonly beliefs: Beliefs;
  readonly random: Random;
  readonly player: Player;
}

/**
 * A player's first stakes: on his own models, half of each model's space at the highest tick, so that it stays his, the
 * rest of what he means to stake on it at a rate he finds fair.
 */
export function firstStakes(turn: Turn, stakeOn: (model: number) => bigint): void {
  const { exchange, player, random } = turn;
  for (const model of player.models) {
    exchange.setReserve(player, model, FIRST_RESERVE);
    const stake = stakeOn(model);
    const own = least(stake, (exchange.twin.quote(model).limit * OWNERS_PART) / 100n);
    if (own >= SMALLEST) exchange.bid(player, model, MAX_TICK, own);
    if (stake - own >= SMALLEST) exchange.bid(player, model, random.below(64), stake - own);
  }
}

/** A player's turn while bids may still leave: rent, own models, stake that lies idle, new bids. */
export function bidding(turn: Turn): void {
  const { exchange, player } = turn;
  for (const model of player.models) {
    if (exchange.twin.modelStatus(model).rent >= WAD) exchange.collectRent(player, model);
    adjustReserve(turn, model);
  }
  for (const holding of exchange.holdingsOf(player)) reconsider(turn, holding);
  for (const model of player.models) keepSpace(turn, model);
  seek(turn);
}

/** A last look in the quiet period, when bids can only be raised. */
export function quiet(turn: Turn): void {
  const { exchange, player, random } = turn;
  for (const holding of exchange.holdingsOf(player)) {
    if (random.chance(0.3)) raise(turn, holding, exchange.twin.quote(holding.model));
  }
}

/** The reserve follows demand: up a little where space is sold out, down where it is not. */
function adjustReserve({ exchange, player, random }: Turn, model: number): void {
  if (!random.chance(0.5)) return;
  const { limit, filled, reserveTick } = exchange.twin.quote(model);
  const next = filled < limit ? Math.max(0, reserveTick - 6) : Math.min(HIGHEST_RESERVE, reserveTick + 3);
  if (next !== reserveTick) exchange.setReserve(player, model, next);
}

/** Leaves a model he has lost faith in; raises or takes back what is idle. */
function reconsider(turn: Turn, holding: Holding): void {
  const { exchange, player, random } = turn;
  if (expected(turn, holding.model) < GIVE_UP && random.chance(0.4)) {
    exchange.withdraw(player, holding);
    return;
  }
  const quote = exchange.twin.quote(holding.model);
  // A shrinking limit can leave an owner alone in the space, paying the highest rate to himself, less the fee.
  if (holding.tick === MAX_TICK && holding.assets >= quote.limit) {
    exchange.withdraw(player, holding);
    return;
  }
  if (!isOut(quote, holding.tick) || raise(turn, holding, quote)) return;
  if (random.chance(0.6)) exchange.withdraw(player, holding);
}

/** Moves idle stake to just above the price, if the player finds that fair. */
function raise(turn: Turn, holding: Holding, quote: Quote): boolean {
  const { exchange, player, random } = turn;
  if (!isOut(quote, holding.tick) || holding.assets < SMALLEST) return false;
  const fair = fairTick(turn, holding.model);
  if (fair <= quote.priceTick) return false;
  const to = Math.min(fair, quote.priceTick + 1 + random.below(3));
  // Where there is no space at all, what is idle may lie above the price already.
  if (to <= holding.tick) return false;
  exchange.move(player, holding, to);
  return true;
}

/** An owner who expects gains keeps his part of the space as it grows. */
function keepSpace(turn: Turn, model: number): void {
  const { exchange, player } = turn;
  if (expected(turn, model) <= 0) return;
  const own = exchange.twin.positionAssets(player.address, model, MAX_TICK);
  const wanted = (exchange.twin.limit(model) * OWNERS_PART) / 100n - own;
  const assets = least(wanted, exchange.cashOf(player) / 2n);
  if (assets >= SMALLEST) exchange.bid(player, model, MAX_TICK, assets);
}

/** Looks at a few models and bids on the best of them. */
function seek(turn: Turn): void {
  const { exchange, player, random } = turn;
  const count = exchange.modelIds.size;
  const seen = new Set(Array.from({ length: 12 }, () => 1 + random.below(count)));
  const offers = [...seen]
    .map((model) => {
      const quote = exchange.twin.quote(model);
      const price = quote.filled < quote.limit ? quote.reserveTick : Math.min(MAX_TICK, quote.priceTick + 1);
      return { model, quote, price, fair: fairTick(turn, model) };
    })
    .filter(({ fair, price, quote }) => fair >= price && quote.limit > 0n)
    .sort((a, b) => expected(turn, b.model) - expected(turn, a.model) || a.model - b.model);
  for (const { model, quote, price, fair } of offers.slice(0, 3)) {
    const assets = least((exchange.cashOf(player) * 3n) / 10n, quote.limit / 2n);
    if (assets >= SMALLEST) exchange.bid(player, model, Math.min(fair, price + random.below(4)), assets);
  }
}

/** What a player expects of a model: what is known, his taste, and faith in his own. */
function expected({ beliefs, player, random }: Turn, model: number): number {
  const taste = random.fork(`taste of model ${model}`).between(-TASTE, TASTE);
  return beliefs.of(model) + taste + (player.models.includes(model) ? OWNERS_FAITH : 0);
}

/** The highest tick at which a player still finds a model worth its rent. */
function fairTick(turn: Turn, model: number): number {
  const worth = Math.max(0, RENT_SHARE * expected(turn, model));
  return tickAtMost(BigInt(Math.floor(worth * Number(RATE_ONE))));
}

/** Whether stake at a tick gets nothing. */
function isOut(quote: Quote, tick: number): boolean {
  return (quote.fills.get(tick) ?? 0n) === 0n;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
