import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ConfigError, parseConfig } from "../../src/config.ts";
import type { MarketModel } from "../../src/data/types.ts";
import { layBook } from "../../src/parts/bookLayout.ts";
import { choose, netReturn } from "../../src/screens/market/order.ts";

const model = (id: number, more: Partial<MarketModel> = {}): MarketModel => ({
  id,
  name: `model-${id}`,
  owner: `0x${String(id).repeat(40).slice(0, 40)}`,
  limit: 100n,
  base: 100n,
  earned: 0n,
  assets: 0n,
  demand: 0n,
  filled: BigInt(id),
  priceTick: 0,
  rate: id,
  reserveTick: 0,
  rent: 0n,
  sheet: undefined,
  last: undefined,
  ...more,
});

describe("the market's list", () => {
  const models = [
    model(1, { sheet: { score: 5, growth: 0, weight: 0, baseShare: 0 } }),
    model(2),
    model(3, { filled: 100n }),
    model(4, { sheet: { score: -7, growth: 0, weight: 0, baseShare: 0 } }),
  ];
  const ids = (...terms: Parameters<typeof choose>) => choose(...terms).map(({ id }) => id);

  it("sorts both ways, and puts what has no figure last either way", () => {
    assert.deepEqual(ids(models, { by: "score", descending: true }, "all", "", new Set()), [1, 4, 2, 3]);
    assert.deepEqual(ids(models, { by: "score", descending: false }, "all", "", new Set()), [4, 1, 2, 3]);
    assert.deepEqual(ids(models, { by: "filled", descending: true }, "all", "", new Set()), [3, 4, 2, 1]);
  });

  it("filters and searches by name, number and owner", () => {
    const order = { by: "name", descending: false } as const;
    assert.deepEqual(ids(models, order, "soldOut", "", new Set()), [3]);
    assert.deepEqual(ids(models, order, "free", "", new Set()), [1, 2, 4]);
    assert.deepEqual(ids(models, order, "mine", "", new Set([2])), [2]);
    assert.deepEqual(ids(models, order, "all", "#4", new Set()), [4]);
    assert.deepEqual(ids(models, order, "all", "MODEL-2", new Set()), [2]);
    assert.deepEqual(ids(models, order, "all", "0x3333", new Set()), [3]);
  });

  it("takes rent off a return, and has none without filled stake", () => {
    assert.equal(netReturn(model(1, { last: { filled: 1_000n, rate: 1, result: 50n, rent: 10n } })), 4_000n);
    assert.equal(netReturn(model(1, { last: { filled: 0n, rate: 1, result: 0n, rent: 0n } })), undefined);
    assert.equal(netReturn(model(1)), undefined);
  });
});

describe("the picture of a book", () => {
  const pools = [
    { tick: 50, assets: 60n, shares: 0n, filled: 60n },
    { tick: 20, assets: 80n, shares: 0n, filled: 40n },
  ];

  it("stacks the highest rate first, filled below the limit", () => {
    const { blocks, limit, cut } = layBook(pools, 100n, new Map(), undefined);
    assert.equal(cut, false);
    assert.deepEqual(
      blocks.map(({ tick }) => tick),
      [50, 20],
    );
    assert.ok(Math.abs(blocks[1]!.filledTo - limit!) < 1e-6);
    assert.ok(blocks[0]!.to === blocks[1]!.from && blocks[1]!.to <= 1);
  });

  it("stays within its frame, however much is bid, and without a limit", () => {
    const heavy = [{ tick: 1, assets: 10n ** 30n, shares: 0n, filled: 1n }];
    assert.equal(layBook(heavy, 1n, new Map(), undefined).cut, true);
    for (const limit of [0n, 1n]) {
      for (const { from, to, filledTo } of layBook(heavy, limit, new Map(), undefined).blocks) {
        for (const part of [from, to, filledTo]) assert.ok(part >= 0 && part <= 1, String(part));
      }
    }
    assert.deepEqual(layBook([], 0n, new Map(), undefined).blocks, []);
  });
});

describe("config.json", () => {
  const addresses = Object.fromEntries(
    ["token", "manager", "registry", "oracle", "space", "lens"].map((name) => [name, `0x${"1".repeat(40)}`]),
  );
  const good = { chainId: 1, rpcUrl: "https://node.example/", addresses };

  it("is read with what it leaves out", () => {
    const { rpcUrl, indexUrl, fromBlock, testToken, chainName } = parseConfig(good);
    assert.deepEqual(
      [rpcUrl, indexUrl, fromBlock, testToken, chainName],
      ["https://node.example", undefined, 0n, false, "Chain 1"],
    );
  });

  it("is refused with the name of the field", () => {
    const wrong = (change: object, field: string): void => {
      assert.throws(
        () => parseConfig({ ...good, ...change }),
        (error) => error instanceof ConfigError && error.message.includes(`"${field}"`),
        field,
      );
    };
    wrong({ chainId: "1" }, "chainId");
    wrong({ rpcUrl: "javascript:alert(1)" }, "rpcUrl");
    wrong({ rpcUrl: undefined }, "rpcUrl");
    wrong({ indexUrl: 5 }, "indexUrl");
    wrong({ addresses: { ...addresses, space: "0x12" } }, "addresses.space");
    assert.throws(() => parseConfig(null), ConfigError);
  });
});
