import { expect } from "chai";
import fc from "fast-check";

import { clear, DEFAULT_PARAMETERS, type Pool, rate, RATE_ONE, totalAssets, WAD } from "#twin";
import { ppfOf, returnOf, settle, xMaxOf, type Terms } from "../../scripts/twin/settlement.js";
import { amount, book, record, terms, tick } from "./arbitraries.js";

const TERMS: Terms = { parameters: DEFAULT_PARAMETERS, payoutFactor: WAD, maxScore: 32_767 };
const FULL = { score: 0, growth: 0, weight: 10_000, baseShare: 10_000 };

describe("twin/settlement", () => {
  it("scales a score by payout factor and personal payout factor, gains and losses alike", () => {
    expect(ppfOf(DEFAULT_PARAMETERS, { ...FULL, weight: 0 })).to.equal(WAD / 2n);
    expect(returnOf(TERMS, { ...FULL, score: 2_000 })).to.equal(WAD / 50n);
    expect(returnOf({ ...TERMS, payoutFactor: WAD / 2n }, { ...FULL, score: 2_000, weight: 0 })).to.equal(WAD / 200n);
    expect(returnOf(TERMS, { ...FULL, score: -2_000, weight: 0 })).to.equal(-WAD / 100n);
  });

  it("clips gains at xMax and losses at the return clip", () => {
    expect(returnOf(TERMS, { ...FULL, score: 32_767 })).to.equal(WAD / 20n);
    expect(returnOf(TERMS, { ...FULL, score: -32_768 })).to.equal(-WAD / 20n);
    expect(xMaxOf({ ...TERMS, maxScore: 1_000 })).to.equal(WAD / 100n);
  });

  it("reads a score above the sheet's largest as the largest, before it is scaled", () => {
    const low = { ...TERMS, maxScore: 1_000 };
    expect(returnOf(low, { ...FULL, score: 3_000 })).to.equal(WAD / 100n);
    expect(returnOf(low, { ...FULL, score: 3_000, weight: 0 })).to.equal(WAD / 200n);
    expect(returnOf({ ...TERMS, maxScore: 0 }, { ...FULL, score: 3_000 })).to.equal(0n);
  });

  it("settles a sold-out book: gain and one rent for all that is filled, nothing for what is idle", () => {
    const some = new Map<number, Pool>([
      [100, { assets: 600n * WAD, shares: 1n }],
      [50, { assets: 600n * WAD, shares: 1n }],
      [10, { assets: 600n * WAD, shares: 1n }],
    ]);
    const limit = { base: 1_000n * WAD, earned: 0n };
    const { book: after, flows } = settle(some, limit, 0, TERMS, { ...FULL, score: 2_000 });
    // Tick 50 is the price: (16 + 2) * 8 = 144 units of 1e-5.
    expect(flows.rate).to.equal(144n);
    expect(flows.gain).to.equal(20n * WAD);
    expect(flows.rent).to.equal((1_000n * WAD * 144n) / RATE_ONE);
    expect(flows.fee).to.equal(flows.rent / 10n);
    expect(flows.release).to.equal(90n * WAD);
    expect(after.get(100)?.assets).to.equal(600n * WAD + 12n * WAD - (600n * WAD * 144n) / RATE_ONE);
    expect(after.get(10)).to.deep.equal(some.get(10));
  });

  it("leaves pools of a few wei alone: losses round down", () => {
    const dust = new Map<number, Pool>([[127, { assets: 1n, shares: 1n }]]);
    const { book: after, flows } = settle(dust, { base: 100n, earned: 0n }, 127, TERMS, { ...FULL, score: -32_768 });
    expect(after.get(127)?.assets).to.equal(1n);
    expect(flows).to.include({ burn: 0n, rent: 0n });
  });

  const anySettlement = [book, amount(), tick, terms, record] as const;

  it("C1: what leaves the pools is rent and burns, what enters them gains; no pool with stake is emptied", () => {
    fc.assert(
      fc.property(...anySettlement, (someBook, base, reserveTick, someTerms, someRecord) => {
        const { book: after, flows } = settle(someBook, { base, earned: 0n }, reserveTick, someTerms, someRecord);
        expect(totalAssets(after)).to.equal(totalAssets(someBook) + flows.gain - flows.burn - flows.rent);
        for (const [at, { assets }] of after) {
          expect(assets > 0n || someBook.get(at)?.assets === 0n, `tick ${at}: ${assets}`).to.equal(true);
        }
        expect(flows.fee <= flows.rent && flows.fee >= 0n).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("A3: no tick pays more than its own rate of what it filled; L3: at risk is at most the limit", () => {
    fc.assert(
      fc.property(...anySettlement, (someBook, base, reserveTick, someTerms, someRecord) => {
        const zero = { ...someRecord, score: 0 };
        const { book: after, flows } = settle(someBook, { base, earned: 0n }, reserveTick, someTerms, zero);
        const { fills } = clear(someBook, base, reserveTick);
        for (const [at, { assets }] of someBook) {
          const paid = assets - (after.get(at)?.assets ?? 0n);
          expect(paid * RATE_ONE <= (fills.get(at) ?? 0n) * rate(at), `tick ${at}`).to.equal(true);
        }
        expect(flows.filled <= base).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("O2, O3: burns are at most the clip of what is filled, gains at most the model's part of the reserve", () => {
    fc.assert(
      fc.property(...anySettlement, (someBook, base, reserveTick, someTerms, someRecord) => {
        const { flows } = settle(someBook, { base, earned: 0n }, reserveTick, someTerms, someRecord);
        expect(flows.burn * WAD <= flows.filled * someTerms.parameters.returnClip).to.equal(true);
        expect(flows.gain <= flows.release).to.equal(true);
        expect(flows.gain === 0n || flows.burn === 0n).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("S3: a reserve made from an upper bound of the stake covers every model's part", () => {
    const books = fc.array(book, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(books, amount(), terms, (someBooks, slack, someTerms) => {
        const stake = someBooks.reduce((sum, some) => sum + totalAssets(some), slack);
        const reserve = (stake * xMaxOf(someTerms) + WAD - 1n) / WAD;
        const releases = someBooks.map((some) => (totalAssets(some) * xMaxOf(someTerms)) / WAD);
        expect(releases.reduce((sum, release) => sum + release, 0n) <= reserve).to.equal(true);
      }),
    );
  });
});
