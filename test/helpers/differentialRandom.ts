/** A seeded source of random choices (sfc32): the same seed plays the same game on every machine. */
export class Random {
  private readonly state: Uint32Array;

  constructor(seed: number) {
    this.state = Uint32Array.of(0x9e3779b9, 0x243f6a88, seed, 1);
    // The first words of neighbouring seeds are alike.
    for (let i = 0; i < 16; ++i) this.word();
  }

  /** An integer from 0 to `below - 1`; `below` is at most 2^32. */
  integer(below: number): number {
    return Math.floor((this.word() / 2 ** 32) * below);
  }

  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.integer(high - low + 1);
  }

  /** True with a probability. */
  chance(probability: number): boolean {
    return this.word() / 2 ** 32 < probability;
  }

  /** One of some values, of which there is at least one. */
  pick<T>(values: readonly T[]): T {
    const value = values[this.integer(values.length)];
    if (value === undefined) throw new RangeError("There is nothing to pick from.");
    return value;
  }

  /** A bigint from 0 to `below - 1`, or 0. */
  amount(below: bigint): bigint {
    let bits = 0n;
    for (let i = 0; i < 5; ++i) bits = (bits << 32n) | BigInt(this.word());
    return below <= 0n ? 0n : bits % below;
  }

  private word(): number {
    const [a, b, c, counter] = this.state as unknown as [number, number, number, number];
    const word = (a + b + counter) >>> 0;
    this.state[0] = b ^ (b >>> 9);
    this.state[1] = c + (c << 3);
    this.state[2] = ((c << 21) | (c >>> 11)) + word;
    this.state[3] = counter + 1;
    return word;
  }
}
