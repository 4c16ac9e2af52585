import { expect } from "chai";
import fc from "fast-check";

import { addIdleStake, idleStakeOf, NO_IDLE_STAKE } from "../../scripts/tournament/idleStake.js";
import { lockedBooks, type LockedModel } from "../../scripts/tournament/lockedBooks.js";
import { clear, totalAssets, type Pool } from "../../scripts/twin/index.js";

const pool = (assets: bigint): Pool => ({ assets, shares: assets * 1_000_000n });

/** A quote of a book, as the twin gives it. */
const quoteOf = (book: ReadonlyMap<number, Pool>, limit: bigint, reserveTick: number) => ({
  ...clear(book, limit, reserveTick),
  reserveTick,
});

describe("idle stake", () => {
  const book = new Map([
    [90, pool(60n)],
    [50, pool(80n)],
    [40, pool(30n)],
    [5, pool(7n)],
  ]);

  it("is told by why it is idle: outbid, at the price, below the reserve, without a limit", () => {
    expect(idleStakeOf(book, quoteOf(book, 100n, 10))).to.deep.equal({
      belowPrice: 30n,
      beyondLimit: 40n,
      belowReserve: 7n,
      withoutLimit: 0n,
    });
    expect(idleStakeOf(book, quoteOf(book, 1_000n, 10))).to.deep.equal({ ...NO_IDLE_STAKE, belowReserve: 7n });
    expect(idleStakeOf(book, quoteOf(book, 1_000n, 0))).to.deep.equal(NO_IDLE_STAKE);
    expect(idleStakeOf(book, quoteOf(book, 0n, 10))).to.deep.equal({ ...NO_IDLE_STAKE, withoutLimit: 177n });
  });

  it("and filled stake are all stake of a book, whatever the book", () => {
    const books = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 127 }), fc.bigInt(1n, 1_000n)), {
      selector: ([tick]) => tick,
      maxLength: 12,
    });
    fc.assert(
      fc.property(books, fc.bigInt(0n, 4_000n), fc.integer({ min: 0, max: 127 }), (entries, limit, reserve) => {
        const random = new Map(entries.map(([tick, assets]) => [tick, pool(assets)]));
        const quote = quoteOf(random, limit, reserve);
        const idle = idleStakeOf(random, quote);
        const sum = Object.values({ ...idle }).reduce((total, part) => total + part, 0n);
        expect(sum + quote.filled).to.equal(totalAssets(random));
        // Where nothing competes nothing is outbid.
        if (quote.demand <= limit) expect(idle.belowPrice + idle.beyondLimit).to.equal(0n);
      }),
    );
  });

  it("adds up over models, as do the books", () => {
    const model = (limit: bigint): LockedModel => {
      const quote = quoteOf(book, limit, 10);
      const { filled, rate } = quote;
      return { limit, stake: totalAssets(book), filled, idle: idleStakeOf(book, quote), rate: Number(rate) };
    };
    const models = [model(100n), model(0n), model(140n)];
    const books = lockedBooks(models);
    expect(books.idleBecause).to.deep.equal(
      addIdleStake(addIdleStake(models[0]!.idle, models[1]!.idle), models[2]!.idle),
    );
    expect(books).to.include({ filled: 240n, idle: 3n * 177n - 240n });
    expect(Object.values({ ...books.idleBecause }).reduce((total, part) => total + part, 0n)).to.equal(books.idle);
    expect(books.topRate).to.equal(models[0]!.rate);
    expect(lockedBooks([])).to.include({ filled: 0n, idle: 0n, medianRate: 0, topRate: 0 });
  });
});
