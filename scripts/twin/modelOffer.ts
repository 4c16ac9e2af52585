/** A model's reserve tick, and the one that counts from a later round's opening on. */
export interface ReserveTicks {
  readonly tick: number;
  readonly nextTick: number;
  readonly fromRound: number;
}

/** The reserve tick of a round. */
export function reserveTickAt(reserve: ReserveTicks, round: number): number {
  return round >= reserve.fromRound ? reserve.nextTick : reserve.tick;
}

/** The reserve ticks after the owner set, in `round`, the one that counts from the next round on. */
export function withNextReserve(reserve: ReserveTicks, tick: number, round: number): ReserveTicks {
  return { tick: reserveTickAt(reserve, round), nextTick: tick, fromRound: round + 1 };
}
