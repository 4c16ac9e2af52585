import { refuse } from "./errors.js";

/** The highest tick of the grid; there are 128. */
export const MAX_TICK = 127;

/** One, in the unit of a rate. */
export const RATE_ONE = 100_000n;

/** `rate(127)`, in units of 1e-5 of the filled stake per round. */
export const MAX_RATE = 3968n;

/**
 * The rate of a tick: the most a bid at it pays, in units of 1e-5 of its filled stake per round.
 *
 * `rate(0) = 0`; above it every run of 16 ticks doubles the rate in 16 even steps (mechanism, section 3). Strictly
 * increasing on 0..127.
 *
 * @param tick 0 to 127.
 * @throws Refusal `InvalidTick` off the grid.
 *
 * @example
 * import { rate } from "#twin";
 *
 * rate(79); // => 496n
 */
export function rate(tick: number): bigint {
  check(tick);
  if (tick === 0) return 0n;
  const octave = Math.floor(tick / 16);
  return BigInt((16 + (tick % 16)) * 2 ** octave);
}

/** Refuses a tick that is not an integer from 0 to 127. */
export function check(tick: number): void {
  if (!Number.isInteger(tick) || tick < 0 || tick > MAX_TICK) refuse("InvalidTick", { tick });
}

/**
 * The highest tick whose rate is at most `maxRate` (units of 1e-5, not negative): the bid that is ready to pay so much.
 *
 * @example
 * import { tickAtMost } from "#twin";
 *
 * tickAtMost(500n); // => 79
 */
export function tickAtMost(maxRate: bigint): number {
  let tick = MAX_TICK;
  while (rate(tick) > maxRate) --tick;
  return tick;
}
