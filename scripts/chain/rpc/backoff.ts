/** Waits for so many milliseconds. */
export type Pause = (milliseconds: number) => Promise<void>;

/** The first pause, and the longest, in milliseconds. */
const FIRST = 200;
const LONGEST = 10_000;

/**
 * Pauses between attempts: each about twice as long as the one before, and by a random part, so that those who failed together
 * do not come back together.
 */
export class Backoff {
  readonly #pause: Pause;

  constructor(pause: Pause = sleep) {
    this.#pause = pause;
  }

  /** Waits after the attempt of a number, from 1. */
  async wait(attempt: number): Promise<void> {
    const longest = Math.min(LONGEST, FIRST * 2 ** (attempt - 1));
    // Not a score's number: any source of chance will do.
    await this.#pause(longest * (0.5 + 0.5 * Math.random()));
  }
}

/** Waits by the clock. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
