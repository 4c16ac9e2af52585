import { expect } from "chai";
import fc from "fast-check";

import { bitmapOf, type Book, clear, isIdle, rate } from "#twin";
import { amount, book, tick } from "./arbitraries.js";

/** A book of bidders, each at a tick; the pools are their sums. */
const bids = fc.array(fc.record({ tick, assets: amount(90).map((assets) => assets + 1n) }), {
  minLength: 1,
  maxLength: 20,
});

interface SomeBid {
  tick: number;
  assets: bigint;
}

function bookOf(someBids: readonly SomeBid[]): Book {
  const sums = new Map<number, bigint>();
  for (const bid of someBids) sums.set(bid.tick, (sums.get(bid.tick) ?? 0n) + bid.assets);
  return new Map([...sums].map(([at, assets]) => [at, { assets, shares: assets * 1_000_000n }]));
}

function pools(entries: Record<number, bigint>): Book {
  return new Map(Object.entries(entries).map(([at, assets]) => [Number(at), { assets, shares: 1n }]));
}

describe("twin/tickBook", () => {
  it("sells to the highest ticks first, the marginal one in part, at the marginal tick's rate", () => {
    const clearing = clear(pools({ 100: 30n, 50: 50n, 20: 40n }), 100n, 0);
    expect(Object.fromEntries(clearing.fills)).to.deep.equal({ 100: 30n, 50: 50n, 20: 20n });
    expect(clearing).to.include({ demand: 120n, filled: 100n, priceTick: 20, rate: rate(20) });
  });

  it("is sold out when the last of the space is just taken, and prices at the tick that took it", () => {
    expect(clear(pools({ 100: 30n, 50: 70n, 20: 40n }), 100n, 0)).to.include({ filled: 100n, priceTick: 50 });
    expect(clear(pools({ 100: 30n, 50: 69n }), 100n, 7)).to.include({ filled: 99n, priceTick: 7 });
  });

  it("leaves ticks below the reserve tick out, and prices at it where space is left", () => {
    const clearing = clear(pools({ 50: 10n, 20: 10n, 19: 10n }), 100n, 20);
    expect(clearing).to.include({ demand: 20n, filled: 20n, priceTick: 20 });
    expect([50, 20, 19].map((at) => isIdle(clearing, at))).to.deep.equal([false, false, true]);
  });

  it("fills nothing and makes every tick idle where there is no space", () => {
    const clearing = clear(pools({ 127: 10n, 0: 10n }), 0n, 5);
    expect(clearing).to.include({ demand: 10n, filled: 0n, priceTick: 5 });
    expect([127, 0].map((at) => isIdle(clearing, at))).to.deep.equal([true, true]);
  });

  it("tells an empty pool's tick from the one that took the last of the space", () => {
    expect(clear(pools({ 90: 10n, 80: 0n, 70: 5n }), 10n, 0)).to.include({ filled: 10n, priceTick: 90 });
    expect(clear(pools({ 90: 0n, 80: 10n }), 10n, 0)).to.include({ filled: 10n, priceTick: 80 });
  });

  it("numbers the occupied ticks as the contract's bitmap does", () => {
    expect(bitmapOf(pools({ 0: 1n, 5: 1n, 127: 1n }))).to.equal(1n | (1n << 5n) | (1n << 127n));
  });

  it("A1: what is filled is min(limit, demand at or above the reserve), and the sum of the fills", () => {
    fc.assert(
      fc.property(book, amount(), tick, (someBook, limit, reserveTick) => {
        const clearing = clear(someBook, limit, reserveTick);
        let demand = 0n;
        for (const [at, { assets }] of someBook) if (at >= reserveTick) demand += assets;
        expect(clearing.demand).to.equal(demand);
        expect(clearing.filled).to.equal(demand < limit ? demand : limit);
        expect([...clearing.fills.values()].reduce((sum, filled) => sum + filled, 0n)).to.equal(clearing.filled);
      }),
      { numRuns: 1_000 },
    );
  });

  it("A2: nothing below the price tick is filled, nothing above it is unfilled", () => {
    fc.assert(
      fc.property(book, amount(), tick, (someBook, limit, reserveTick) => {
        fc.pre(limit > 0n);
        const clearing = clear(someBook, limit, reserveTick);
        for (const [at, { assets }] of someBook) {
          const filled = clearing.fills.get(at) ?? 0n;
          if (at < clearing.priceTick) expect(filled, `tick ${at}`).to.equal(0n);
          if (at > clearing.priceTick) expect(filled, `tick ${at}`).to.equal(assets);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("A3: the price is never above the rate of a filled tick, nor below the reserve's", () => {
    fc.assert(
      fc.property(book, amount(), tick, (someBook, limit, reserveTick) => {
        const clearing = clear(someBook, limit, reserveTick);
        for (const at of clearing.fills.keys()) expect(clearing.rate <= rate(at)).to.equal(true);
        expect(clearing.rate >= rate(reserveTick)).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("A4: however many bidders share the ticks, the book that is cleared is the same", () => {
    fc.assert(
      fc.property(bids, amount(), tick, fc.integer({ min: 2, max: 5 }), (someBids, limit, reserveTick, parts) => {
        const split = someBids.flatMap(({ tick: at, assets }) =>
          Array.from({ length: parts }, (_, i) => ({
            tick: at,
            assets: i === 0 ? assets - (assets / BigInt(parts)) * BigInt(parts - 1) : assets / BigInt(parts),
          })),
        );
        const whole = clear(bookOf(someBids), limit, reserveTick);
        expect(clear(bookOf(split), limit, reserveTick)).to.deep.equal(whole);
      }),
    );
  });

  it("A5: one more bid never lowers the price", () => {
    fc.assert(
      fc.property(bids, amount(), tick, (someBids, limit, reserveTick) => {
        const before = clear(bookOf(someBids.slice(1)), limit, reserveTick);
        expect(clear(bookOf(someBids), limit, reserveTick).priceTick >= before.priceTick).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("A5: who raises its tick never gets less", () => {
    fc.assert(
      fc.property(bids, amount(), tick, tick, (someBids, limit, reserveTick, target) => {
        const [mine, ...others] = someBids;
        fc.pre(mine !== undefined && target >= mine.tick);
        const fillOf = (at: number): bigint => {
          const some = bookOf([{ tick: at, assets: mine.assets }, ...others]);
          const filled = clear(some, limit, reserveTick).fills.get(at) ?? 0n;
          // My part of a pool I share, in fractions fine enough not to hide a wei.
          return (filled * mine.assets * 10n ** 40n) / some.get(at)!.assets;
        };
        expect(fillOf(target) >= fillOf(mine.tick)).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
