import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { clear, DEFAULT_PARAMETERS, MAX_TICK, rate, StakeSpaceTwin, toPositionId } from "stakespace/twin";
import type { ModelView, PositionView } from "stakespace/viem";

import { preview } from "../../src/preview/bid.ts";
import { bookOf, cleared } from "../../src/preview/books.ts";
import { adviseReserve } from "../../src/preview/reserve.ts";

const TOKEN = 10n ** 18n;
const [ANN, BOB] = ["0xann", "0xbob"];

/** Small numbers that look random, the same each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** A model as the page reads it, and the tournament it is of, which knows what really happens. */
function played(seed: number): {
  twin: StakeSpaceTwin;
  view: () => ModelView;
  positions: (holder: string) => PositionView[];
} {
  const next = numbers(seed);
  const twin = new StakeSpaceTwin(0, DEFAULT_PARAMETERS);
  const at = (caller: string) => ({ caller, now: 10 });
  twin.register(at(ANN!), "model");
  for (let i = 0; i < 12; i++) {
    twin.bid(at(i % 3 === 0 ? ANN! : BOB!), 1, next(100), BigInt(1 + next(40)) * TOKEN, i % 3 === 0 ? ANN! : BOB!);
  }
  const view = (): ModelView => {
    const quote = twin.quote(1);
    const { base, earned, rent, reserveTick, nextReserveTick, settledThrough } = twin.modelStatus(1);
    const { lines } = cleared(twin.book(1), quote.limit, reserveTick);
    const { limit, demand, filled, priceTick } = quote;
    return {
      model: 1,
      owner: ANN!,
      limit,
      base,
      earned,
      rent,
      demand,
      filled,
      priceTick,
      rate: quote.rate,
      reserveTick,
      nextReserveTick,
      settledThrough,
      pools: lines,
    };
  };
  const positions = (holder: string): PositionView[] =>
    view().pools.flatMap(({ tick, assets: all, filled }) => {
      const shares = twin.balanceOf(holder, toPositionId(1, tick));
      const assets = twin.positionAssets(holder, 1, tick);
      return shares === 0n ? [] : [{ model: 1, tick, shares, assets, filled: (assets * filled) / all }];
    });
  return { twin, view, positions };
}

describe("the preview of a bid", () => {
  it("is what the bid then does: price, fill, and what of one's own is filled", () => {
    for (let seed = 1; seed < 40; seed++) {
      const { twin, view, positions } = played(seed);
      const [tick, assets] = [(seed * 13) % 128, BigInt(1 + ((seed * 7) % 60)) * TOKEN];
      const told = preview(view(), positions(ANN!), { tick, assets }, DEFAULT_PARAMETERS);
      const before = positions(ANN!).find((position) => position.tick === tick)?.assets ?? 0n;
      twin.bid({ caller: ANN!, now: 10 }, 1, tick, assets, ANN!);
      const after = view();
      assert.equal(told.priceTick, after.priceTick);
      assert.deepEqual(
        told.lines.map(({ tick: at, filled }) => [at, filled]),
        after.pools.map(({ tick: at, filled }) => [at, filled]),
      );
      const own = positions(ANN!);
      const there = own.find((position) => position.tick === tick)!;
      // A bid joins what stood there: rounding of shares is a wei at most for each.
      const wei = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);
      assert.ok(wei(there.assets, before + assets) <= 2n);
      assert.ok(
        wei(
          own.reduce((sum, { filled }) => sum + filled, 0n),
          told.ownFilled,
        ) <= 4n,
        `seed ${seed}`,
      );
      assert.equal(told.mostRent, (assets * rate(tick)) / 100_000n);
      assert.ok(told.rent <= told.mostRent);
    }
  });

  it("names the lowest rate that fills, where the bid fills nothing", () => {
    const { view } = played(3);
    const model = view();
    const told = preview(model, [], { tick: 0, assets: TOKEN }, DEFAULT_PARAMETERS);
    assert.equal(told.filled, 0n);
    assert.ok(told.fillsFrom !== undefined);
    assert.ok(preview(model, [], { tick: told.fillsFrom, assets: TOKEN }, DEFAULT_PARAMETERS).filled > 0n);
    assert.equal(preview(model, [], { tick: told.fillsFrom - 1, assets: TOKEN }, DEFAULT_PARAMETERS).filled, 0n);
  });

  it("counts what is pushed out: what comes in is what goes out, once all space is sold", () => {
    for (let seed = 1; seed < 20; seed++) {
      const { view, positions } = played(seed);
      const model = view();
      assert.equal(model.filled, model.limit, "sold out");
      const told = preview(model, positions(BOB!), { tick: MAX_TICK, assets: 5n * TOKEN }, DEFAULT_PARAMETERS);
      assert.equal(told.filled, 5n * TOKEN);
      assert.equal(told.displaced, 5n * TOKEN);
      assert.ok(told.displacedOwn <= told.displaced);
    }
  });

  it("moves without a token from the wallet", () => {
    const { twin, view, positions } = played(5);
    const [own] = positions(ANN!).toSorted((a, b) => a.tick - b.tick);
    const told = preview(
      view(),
      positions(ANN!),
      { tick: 120, assets: 0n, from: { tick: own!.tick, shares: own!.shares } },
      DEFAULT_PARAMETERS,
    );
    twin.move({ caller: ANN!, now: 10 }, 1, own!.tick, 120, own!.shares);
    assert.equal(told.priceTick, view().priceTick);
    assert.deepEqual(
      told.lines.map(({ tick, assets }) => [tick, assets]),
      view().pools.map(({ tick, assets }) => [tick, assets]),
    );
  });
});

describe("the advice on a reserve", () => {
  it("brings the most rent of others among all 128, and is the lowest that does", () => {
    for (let seed = 1; seed < 20; seed++) {
      const model = played(seed).view();
      const advice = adviseReserve(model, new Map());
      const rents = Array.from({ length: MAX_TICK + 1 }, (_, tick) => {
        const { filled, rate: at } = clear(bookOf(model), model.limit, tick);
        return (filled * at) / 100_000n;
      });
      const most = rents.reduce((best, rent) => (rent > best ? rent : best), 0n);
      assert.equal(advice.rent, most);
      assert.equal(advice.tick, rents.indexOf(most));
    }
  });

  it("does not count rent that the owner pays himself", () => {
    const model = played(2).view();
    const own = new Map(model.pools.map(({ tick, assets }) => [tick, assets]));
    assert.equal(adviseReserve(model, own).rent, 0n);
  });
});
