/** How long the stages of a command took, in the order they came. */
export class Stages {
  readonly #took = new Map<string, number>();
  readonly #now: () => number;
  #name: string;
  #since: number;

  /**
   * @param first The stage that begins now.
   * @param now Milliseconds of a clock that never goes back.
   */
  constructor(first: string, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#name = first;
    this.#since = now();
  }

  /** Ends the stage that was, and begins another one; one that came before goes on. */
  next(name: string): void {
    const now = this.#now();
    this.#took.set(this.#name, (this.#took.get(this.#name) ?? 0) + now - this.#since);
    [this.#name, this.#since] = [name, now];
  }

  /** Seconds by stage, the one that goes on included. */
  get seconds(): Record<string, number> {
    this.next(this.#name);
    return Object.fromEntries([...this.#took].map(([name, took]) => [name, Math.round(took) / 1_000]));
  }
}

/** The most memory this program had so far, bytes. */
export function peakMemory(): number {
  return process.resourceUsage().maxRSS * 1_024;
}
