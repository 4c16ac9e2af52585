import type { Book, Quote } from "#twin";

/** Why stake at risk nowhere found no space, with how much of it there is. Token wei. */
export interface IdleStake {
  /** Outbid: the space went to rates above its own. */
  readonly belowPrice: bigint;
  /** At the price itself, where the last of the space was shared and did not do for all. */
  readonly beyondLimit: bigint;
  /** Named less than the owner's reserve, whether there was space or not. */
  readonly belowReserve: bigint;
  /** On a model whose limit was 0. */
  readonly withoutLimit: bigint;
}

export type IdleReason = keyof IdleStake;

/** Every reason, in the order people are told. */
export const IDLE_REASONS = ["belowPrice", "beyondLimit", "belowReserve", "withoutLimit"] as const;

/** No idle stake. */
export const NO_IDLE_STAKE: IdleStake = { belowPrice: 0n, beyondLimit: 0n, belowReserve: 0n, withoutLimit: 0n };

/** The idle stake of a model's book by reason; together with what is filled it is all stake of the book. */
export function idleStakeOf(book: Book, quote: Quote): IdleStake {
  const idle = { ...NO_IDLE_STAKE };
  for (const [tick, { assets }] of book) idle[reasonAt(tick, quote)] += assets - (quote.fills.get(tick) ?? 0n);
  return idle;
}

/** Adds up, reason by reason. */
export function addIdleStake(a: IdleStake, b: IdleStake): IdleStake {
  return {
    belowPrice: a.belowPrice + b.belowPrice,
    beyondLimit: a.beyondLimit + b.beyondLimit,
    belowReserve: a.belowReserve + b.belowReserve,
    withoutLimit: a.withoutLimit + b.withoutLimit,
  };
}

/** Why stake at a tick would be idle. Above the price nothing is. */
function reasonAt(tick: number, { limit, reserveTick, priceTick }: Quote): IdleReason {
  if (limit === 0n) return "withoutLimit";
  if (tick < reserveTick) return "belowReserve";
  return tick < priceTick ? "belowPrice" : "beyondLimit";
}
