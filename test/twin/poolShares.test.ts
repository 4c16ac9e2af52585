import { expect } from "chai";
import fc from "fast-check";

import { depart, EMPTY_POOL, enter, MAX_SHARES, type Pool, toAssetsDown } from "#twin";
import { amount, pool } from "./arbitraries.js";
import { refusal } from "./refusal.js";

/** A pool in which some holders have shares: the cuts divide them. */
const heldPool = fc
  .tuple(pool, fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n }), { minLength: 1, maxLength: 8 }))
  .map(([somePool, weights]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 1n);
    const parts = weights.map((weight) => (somePool.shares * weight) / total);
    const rest = parts.reduce((left, part) => left - part, somePool.shares);
    return { pool: somePool, holdings: [...parts, rest] };
  });

/** Pools whose share is worth at most a wei: it takes a millionfold gain to leave them, and a share is what rounding moves. */
const fineShares = pool.filter(({ assets, shares }) => shares >= assets);

describe("twin/poolShares", () => {
  it("gives a million shares for the first wei of an empty pool", () => {
    expect(enter(EMPTY_POOL, 7n)).to.deep.equal({ pool: { assets: 7n, shares: 7_000_000n }, minted: 7_000_000n });
  });

  it("empties a pool when its last share leaves, and tells what is left over", () => {
    // 3 wei over 1 share: the virtual shares own nearly all, the one that leaves gets nothing.
    expect(depart({ assets: 3n, shares: 1n }, 1n)).to.deep.equal({ pool: EMPTY_POOL, taken: 0n, dust: 3n });
  });

  it("refuses an entry that would not fit its 128 bits, and takes the one that just does", () => {
    const cheap: Pool = { assets: 0n, shares: 2n ** 127n };
    const most = (MAX_SHARES - cheap.shares) / (cheap.shares + 1_000_000n);
    expect(refusal(() => enter(cheap, most))).to.equal("none");
    expect(refusal(() => enter(cheap, most + 1n))).to.equal("SharesOverflow");
  });

  it("S2: what all holders could take is within the pool's assets", () => {
    fc.assert(
      fc.property(heldPool, ({ pool: somePool, holdings }) => {
        const owed = holdings.reduce((sum, shares) => sum + toAssetsDown(somePool, shares), 0n);
        expect(owed <= somePool.assets).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("S2: holders who leave one after the other take what was in the pool and not a wei more", () => {
    fc.assert(
      fc.property(heldPool, ({ pool: somePool, holdings }) => {
        let left = somePool;
        let out = 0n;
        for (const shares of holdings) {
          const step = depart(left, shares);
          expect(step.pool.assets >= 0n).to.equal(true);
          left = step.pool;
          out += step.taken + step.dust;
        }
        expect(left).to.deep.equal(EMPTY_POOL);
        expect(out).to.equal(somePool.assets);
      }),
      { numRuns: 500 },
    );
  });

  it("T4: entering any pool and leaving at once never gains", () => {
    fc.assert(
      fc.property(pool, amount(), (somePool, assets) => {
        fc.pre(refusal(() => enter(somePool, assets)) === "none");
        const { pool: after, minted } = enter(somePool, assets);
        expect(depart(after, minted).taken <= assets).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("T4: with somebody else coming and leaving in between it gains their rounding at most, a wei for each step", () => {
    fc.assert(
      fc.property(fineShares, amount(), amount(), (somePool, assets, others) => {
        fc.pre(refusal(() => enter(enter(somePool, assets).pool, others)) === "none");
        const mine = enter(somePool, assets);
        const theirs = enter(mine.pool, others);
        expect(depart(theirs.pool, mine.minted).taken <= assets + 1n, "after an entry").to.equal(true);
        const gone = depart(theirs.pool, theirs.minted);
        expect(depart(gone.pool, mine.minted).taken <= assets + 2n, "after an entry and an exit").to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("C2: a stake entered in n parts comes out within n wei of one entered at once", () => {
    fc.assert(
      fc.property(fineShares, fc.array(amount(90), { minLength: 1, maxLength: 10 }), (somePool, parts) => {
        const whole = parts.reduce((sum, part) => sum + part, 0n);
        const fits = refusal(() => parts.reduce((left, part) => enter(left, part).pool, somePool)) === "none";
        fc.pre(fits && refusal(() => enter(somePool, whole)) === "none");
        const once = enter(somePool, whole);
        let split = somePool;
        const minted = parts.map((part) => {
          const step = enter(split, part);
          split = step.pool;
          return step.minted;
        });
        const outSplit = minted.reduce((sum, shares) => sum + toAssetsDown(split, shares), 0n);
        const difference = toAssetsDown(once.pool, once.minted) - outSplit;
        expect(split.assets).to.equal(once.pool.assets);
        const bound = BigInt(parts.length) + 1n;
        expect(difference <= bound && difference >= -bound, `difference ${difference}`).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
