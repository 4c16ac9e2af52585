import { expect } from "chai";
import fc from "fast-check";

import { Random } from "../../scripts/lib/random.js";

const DRAWS = 20_000;
const draws = (draw: (random: Random) => number, seed = "draws"): number[] => {
  const random = new Random(seed);
  return Array.from({ length: DRAWS }, () => draw(random));
};
/** Chai's `closeTo` reads bigints only, once Hardhat's matchers are loaded. */
const expectNear = (actual: number, expected: number, tolerance: number): void => {
  expect(actual).to.be.within(expected - tolerance, expected + tolerance);
};
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** xoshiro128** and its seeding once more, on bigints and without tricks. */
function* reference(seed: string): Generator<number> {
  const mask = 0xffffffffn;
  const rotate = (word: bigint, bits: bigint): bigint => ((word << bits) | (word >> (32n - bits))) & mask;
  let hash = 0x811c9dc5n;
  for (const letter of seed) hash = ((hash ^ BigInt(letter.charCodeAt(0))) * 0x01000193n) & mask;
  const state: bigint[] = [];
  for (let word = 0; word < 4; word++) {
    hash = (hash + 0x9e3779b9n) & mask;
    let mixed = ((hash ^ (hash >> 16n)) * 0x85ebca6bn) & mask;
    mixed = ((mixed ^ (mixed >> 13n)) * 0xc2b2ae35n) & mask;
    state.push(mixed ^ (mixed >> 16n));
  }
  let [a, b, c, d] = state as [bigint, bigint, bigint, bigint];
  for (;;) {
    yield Number((rotate((b * 5n) & mask, 7n) * 9n) & mask);
    const shifted = (b << 9n) & mask;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11n);
  }
}

describe("Random", () => {
  it("draws what the published algorithm draws", () => {
    for (const seed of ["", "1", "stakespace", "a much longer seed / with a path"]) {
      const random = new Random(seed);
      const expected = reference(seed);
      for (let draw = 0; draw < 1_000; draw++) expect(random.uint32()).to.equal(expected.next().value);
    }
  });

  it("takes a number for its digits", () => {
    expect(new Random(42).uint32()).to.equal(new Random("42").uint32());
  });

  it("gives other seeds other draws", () => {
    const firsts = new Set(Array.from({ length: 1_000 }, (_, seed) => new Random(seed).uint32()));
    expect(firsts.size).to.equal(1_000);
  });

  it("forks generators that do not depend on what was drawn", () => {
    const [fresh, used] = [new Random("a"), new Random("a")];
    used.uint32();
    expect(used.fork("bids").uint32()).to.equal(fresh.fork("bids").uint32());
    expect(fresh.fork("bids").uint32()).not.to.equal(fresh.fork("prices").uint32());
  });

  it("draws floats evenly from [0, 1)", () => {
    const values = draws((random) => random.float());
    expect(Math.min(...values)).to.be.within(0, 0.001);
    expect(Math.max(...values)).to.be.within(0.999, 1 - 2 ** -53);
    expectNear(mean(values), 0.5, 0.01);
  });

  it("draws floats of a range", () => {
    const values = draws((random) => random.between(-3, 5));
    expect(Math.min(...values)).to.be.within(-3, -2.99);
    expect(Math.max(...values)).to.be.within(4.99, 5);
  });

  it("draws integers evenly, also where the bound does not divide 2^32", () => {
    const counts = new Array<number>(7).fill(0);
    for (const value of draws((random) => random.below(7))) counts[value]! += 1;
    // 5 standard deviations.
    for (const count of counts) expectNear(count, DRAWS / 7, 5 * Math.sqrt((DRAWS * 6) / 49));
  });

  it("reaches both ends of a range of integers", () => {
    expect([...new Set(draws((random) => random.integerBetween(-1, 1)))].sort()).to.deep.equal([-1, 0, 1]);
  });

  it("is not partial to small numbers where a plain remainder would be", () => {
    // With bound 3 * 2^30 a remainder would fall below 2^30 half of the time.
    const low = draws((random) => (random.below(3 * 2 ** 30) < 2 ** 30 ? 1 : 0));
    expectNear(mean(low), 1 / 3, 0.02);
  });

  it("refuses bounds it cannot serve", () => {
    const random = new Random("bounds");
    expect(() => random.integerBetween(2, 1)).to.throw(RangeError);
    for (const bound of [0, -1, 1.5, NaN, 2 ** 32 + 1]) expect(() => random.below(bound)).to.throw(RangeError);
    expect(() => random.belowBig(0n)).to.throw(RangeError);
    expect(() => random.pick([])).to.throw(RangeError);
  });

  it("keeps big draws below any bound, and reaches both ends of a small one", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 200n }), fc.integer(), (bound, seed) => {
        const draw = new Random(seed).belowBig(bound);
        expect(draw >= 0n && draw < bound).to.equal(true);
      }),
    );
    const seen = new Set(draws((random) => Number(random.belowBig(5n))));
    expect([...seen].sort()).to.deep.equal([0, 1, 2, 3, 4]);
    const halves = draws((random) => (random.belowBig(2n ** 70n) < 2n ** 69n ? 1 : 0));
    expectNear(mean(halves), 0.5, 0.02);
  });

  it("draws standard normal numbers", () => {
    const values = draws((random) => random.normal());
    expectNear(mean(values), 0, 0.03);
    expectNear(mean(values.map((value) => value ** 2)), 1, 0.05);
    expectNear(mean(values.map((value) => (Math.abs(value) < 1.959964 ? 1 : 0))), 0.95, 0.01);
    expect(values.every(Number.isFinite)).to.equal(true);
  });

  it("hits with the given probability", () => {
    expectNear(mean(draws((random) => (random.chance(0.2) ? 1 : 0))), 0.2, 0.02);
    expect(new Random("never").chance(0)).to.equal(false);
    expect(new Random("always").chance(1)).to.equal(true);
  });

  it("shuffles into a permutation, leaves the original alone, and puts each item everywhere", () => {
    const items = ["a", "b", "c", "d"];
    const random = new Random("shuffle");
    const counts = new Map<string, number>();
    for (let trial = 0; trial < 24_000; trial++) {
      const order = random.shuffle(items);
      counts.set(order.join(""), (counts.get(order.join("")) ?? 0) + 1);
    }
    expect(items).to.deep.equal(["a", "b", "c", "d"]);
    expect(counts.size).to.equal(24);
    for (const count of counts.values()) expectNear(count, 1_000, 5 * Math.sqrt(1_000));
  });
});
