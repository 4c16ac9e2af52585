import { clear, MAX_TICK, rate } from "#twin";
import type { ModelView } from "#chain";
import { StakespaceError } from "#lib";
import { rateOf } from "../views/figures.js";
import type { Past } from "../views/past.js";
import { bookOf, type Price } from "./preview.js";

/** A reserve for a model, and what speaks for it. */
export interface ReserveAdvice {
  readonly tick: number;
  /** Rounds whose price it is made of. */
  readonly rounds: number;
  /** What today's book would give with it. */
  readonly withBook: Price;
}

/** Rounds that are looked at, and how few say nothing. */
const LOOK_BACK = 20;
const FEWEST = 3;

/**
 * A reserve from what a model's space went for: the price that three of four of its last rounds reached, so that a round with few
 * bids does not give space away, and one in four can still be below it.
 *
 * @throws {StakespaceError} `NO_ADVICE` with fewer than three rounds in which it had stake.
 */
export async function adviseReserve(past: Past, model: ModelView): Promise<ReserveAdvice> {
  const settled = await Promise.all(past.reported.slice(-LOOK_BACK).map((round) => past.settledIn(round)));
  const prices = settled
    .flat()
    .filter((each) => each.model === model.model && each.filled > 0n)
    .map((each) => rateOf(each))
    .sort((a, b) => Number(a - b));
  if (prices.length < FEWEST) {
    throw new StakespaceError(
      `Neither --rate nor --tick is given, and ${prices.length} rounds are too few to suggest one.`,
      {
        code: "NO_ADVICE",
        hint: `Name one, e.g. "--rate 0.1%"; with ${FEWEST} settled rounds in which the model had stake one is suggested.`,
      },
    );
  }
  const price = prices[Math.floor((prices.length - 1) / 4)]!;
  let tick = 0;
  while (tick < MAX_TICK && rate(tick) < price) ++tick;
  const { demand, filled, priceTick, rate: after } = clear(bookOf(model), model.limit, tick);
  return { tick, rounds: prices.length, withBook: { demand, filled, priceTick, rate: after } };
}
