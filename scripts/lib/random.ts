import quantile from "@stdlib/stats-base-dists-normal-quantile";

const TWO_32 = 4_294_967_296;
const TWO_53 = 9_007_199_254_740_992;

/**
 * A seeded generator that gives the same draws on every machine: xoshiro128** (Blackman and Vigna, 2018), in 32-bit
 * integer arithmetic, its state filled by splitmix32. No draw goes through `Math.log` and its like, whose last bit
 * engines may choose.
 *
 * Not for secrets.
 *
 * @example
 * import { Random } from "#lib";
 *
 * const random = new Random("market 7");
 * random.below(6); // => 5
 * random.fork("players").below(6); // => 3
 */
export class Random {
  readonly seed: string;
  readonly #state: Uint32Array;

  /** @param seed Any text; a number counts as its decimal digits. */
  constructor(seed: string | number) {
    this.seed = String(seed);
    this.#state = initialState(this.seed);
  }

  /**
   * A generator of its own for a part of the work. What one part draws does not move the draws of another, so adding a
   * draw somewhere leaves the rest of a simulation as it was.
   */
  fork(label: string | number): Random {
    return new Random(`${this.seed}/${label}`);
  }

  /** An integer in [0, 2^32). */
  uint32(): number {
    const s = this.#state;
    const [s0, s1, s2, s3] = [s[0]!, s[1]!, s[2]!, s[3]!];
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    s[2] = s2 ^ s0;
    s[3] = s3 ^ s1;
    s[1] = s1 ^ s[2];
    s[0] = s0 ^ s[3];
    s[2] ^= s1 << 9;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }

  /** A number in [0, 1), a multiple of 2^-53. */
  float(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67_108_864 + low) / TWO_53;
  }

  /** A number in [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.float();
  }

  /**
   * An integer in [0, bound), each equally likely.
   *
   * @throws {RangeError} Unless `bound` is an integer from 1 to 2^32.
   */
  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > TWO_32) {
      throw new RangeError(`Expected an integer bound from 1 to 2^32, got ${bound}`);
    }
    // Draws of the incomplete last group would favour small numbers.
    const usable = TWO_32 - (TWO_32 % bound);
    for (;;) {
      const draw = this.uint32();
      if (draw < usable) return draw % bound;
    }
  }

  /**
   * An integer from `low` to `high`, both included, each equally likely.
   *
   * @throws {RangeError} Unless `high - low` is an integer from 0 to 2^32 - 1.
   */
  integerBetween(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /**
   * An integer in [0, bound), each equally likely, of any size.
   *
   * @throws {RangeError} Unless `bound` is positive.
   */
  belowBig(bound: bigint): bigint {
    if (bound < 1n) throw new RangeError(`Expected a positive bound, got ${bound}`);
    const words = Math.ceil((bound.toString(2).length + 1) / 32);
    const range = 1n << BigInt(32 * words);
    const usable = range - (range % bound);
    for (;;) {
      let draw = 0n;
      for (let word = 0; word < words; word++) draw = (draw << 32n) | BigInt(this.uint32());
      if (draw < usable) return draw % bound;
    }
  }

  /** `true` with the given probability. */
  chance(probability: number): boolean {
    return this.float() < probability;
  }

  /** A standard normal number, by inverting the distribution function (rational approximation in plain arithmetic). */
  normal(): number {
    // Never 0 or 1, where the quantile is infinite.
    return quantile(Math.max(this.float(), 0.5 / TWO_53), 0, 1);
  }

  /**
   * One of the items, each equally likely.
   *
   * @throws {RangeError} When there is none.
   */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  /** A copy of the items in an order that may be any, each equally likely (Fisher and Yates). */
  shuffle<Item>(items: readonly Item[]): Item[] {
    const order = [...items];
    for (let last = order.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    return order;
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

// FNV-1a over the UTF-16 units, then splitmix32, which never leaves all four words at zero.
function initialState(seed: string): Uint32Array {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index++) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  return Uint32Array.from({ length: 4 }, () => {
    hash = (hash + 0x9e3779b9) | 0;
    let word = hash;
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) >>> 0;
  });
}
