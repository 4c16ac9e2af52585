import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { createClient } from "@ponder/client";
import { encodeFunctionData } from "viem";

import { modelRegistryAbi } from "../lib/abi.ts";
import * as schema from "../ponder.schema.ts";
import { assertEqual } from "./equal.ts";
import { assertRentPaid } from "./rentPaid.ts";
import { everything } from "./everything.ts";
import { assertFiled } from "./filed.ts";
import { Hand } from "./hand.ts";
import { Game, Index } from "./harness.ts";

/** More than the least bid of any game. */
const LOT = 100n * 10n ** 18n;

/** Rows without when the contract settled them: it does so before each bid. */
const unsettled = (rows: readonly unknown[]): unknown[] =>
  rows.map((row) => ({ ...(row as Record<string, unknown>), settledAt: undefined }));

describe("the index of a tournament", { timeout: 900_000 }, () => {
  let game: Game;
  let index: Index;
  let hands: readonly Hand[];

  const settled = async (): Promise<void> => {
    await index.reach(await hands[0]!.block());
  };

  before(async () => {
    // Of its first five rounds four are reported, one of them after a veto, and one expires.
    game = await Game.start(3);
    hands = [0, 1, 2].map((account) => new Hand(game, account));
    index = await Index.start(game);
  });

  after(async () => {
    await index.stop();
    await game.stop();
  });

  it("says what the chain's views say, round by round", async () => {
    let compared = 0;
    for (let round = 0; round < 5; round++) {
      await index.reach(await game.tell("play 1"));
      compared += await assertEqual(game, index);
    }
    assert.ok(compared > 500, `${compared} values`);
    await assertRentPaid(index);
    const found = await everything(index);
    for (const table of ["bids", "settlements", "sheets", "reports", "flows", "pages"]) {
      assert.ok(found[table]!.length > 1, `${found[table]!.length} ${table}`);
    }
  });

  // The last thing that the game is asked to do: afterwards its own books are not the chain's any more.
  it("takes back the closing of a round, with all that it settled", async () => {
    const before = await everything(index);
    const snapshot = await game.request("evm_snapshot");
    const head = await hands[0]!.block();
    const closed = await game.tell("brief 1");
    assert.ok(closed - head < 30, `${closed - head} blocks are more than may be taken back`);
    await index.reach(closed);
    await assertEqual(game, index);
    assert.equal((await everything(index))["rounds"]!.length, before["rounds"]!.length + 1);

    await game.request("evm_revert", [snapshot]);
    for (let block = head; block <= closed; block++) await hands[2]!.bid(1, 33, LOT);
    await settled();
    await assertEqual(game, index);
    const after = await everything(index);
    for (const table of ["rounds", "settlements", "sheets", "limits", "reports"]) {
      assert.deepEqual(unsettled(after[table]!), unsettled(before[table]!), table);
    }
  });

  it("keeps what was put in beside what it is worth", async () => {
    const { models } = await index.graphql<{ models: { items: { id: number }[] } }>("{ models { items { id } } }");
    const model = models.items.length;
    await hands[0]!.bid(model, 9, 10n * LOT);
    await hands[0]!.bid(model, 9, 5n * LOT);
    await settled();
    const position = async (account: number) => {
      const holder = game.started.accounts[account]!.toLowerCase();
      const answer = await index.graphql<{ position: { shares: string; principal: string } | null }>(
        `{ position(holder: "${holder}", modelId: ${model}, tick: 9) { shares principal } }`,
      );
      return answer.position;
    };
    const whole = (await position(0))!;
    assert.equal(whole.principal, String(15n * LOT));
    // A third of it is given away, and takes a third of what was put in along.
    await hands[0]!.give(model, 9, BigInt(whole.shares) / 3n, game.started.accounts[5]!);
    await settled();
    const given = BigInt((await position(5))!.principal);
    assert.ok(given <= 5n * LOT && given > 5n * LOT - 10n, String(given));
    assert.equal(BigInt((await position(0))!.principal) + given, 15n * LOT);
    await assertEqual(game, index);
  });

  it("goes on over text that was made to break it", async () => {
    const { models: before } = await everything(index);
    await hands[1]!.register("hostile-1", `https://x/\0<script>alert(1)</script>\u202e'"; drop table model; --`);
    await hands[1]!.register("hostile-2", "y".repeat(9_000));
    // Bytes that are no text: the four of "zzzz", found in what a call would send, become 0xff.
    const data = encodeFunctionData({
      abi: modelRegistryAbi,
      functionName: "register",
      args: ["hostile-3", "zzzz", 2n ** 128n],
    });
    await hands[1]!.send(game.started.record.addresses.registry, data.replace("7a7a7a7a", "fffe80c0") as `0x${string}`);
    await settled();
    await assertEqual(game, index);
    const { models } = (await everything(index)) as unknown as { models: { id: number; uri: string }[] };
    const uris = models
      .toSorted((a, b) => a.id - b.id)
      .slice(before!.length)
      .map(({ uri }) => uri);
    assert.deepEqual(uris, [
      `https://x/<script>alert(1)</script>\u202e'"; drop table model; --`,
      "y".repeat(2_048),
      "\ufffd".repeat(4),
    ]);
  });

  it("follows a model to its next owner, and knows whose record it counts for", async () => {
    await hands[1]!.register("passed-on", "https://example.com/passed-on");
    await settled();
    const { models } = (await everything(index)) as unknown as { models: { id: number; name: string }[] };
    const { id } = models.find(({ name }) => name === "passed-on")!;
    const [, , receiver] = game.started.accounts;
    await hands[1]!.giveModel(id, receiver!);
    await settled();
    await assertEqual(game, index);
    await hands[2]!.accept(id);
    await settled();
    await assertEqual(game, index);
    const { model, tournament } = await index.graphql<{
      model: { account: string; accountFrom: number };
      tournament: { round: number };
    }>(`{ model(id: ${id}) { account accountFrom } tournament(id: 1) { round } }`);
    assert.deepEqual(model, { account: receiver!.toLowerCase(), accountFrom: tournament.round + 1 });
  });

  it("takes back what the chain takes back: bids, models, transfers", async () => {
    const before = await everything(index);
    const snapshot = await game.request("evm_snapshot");
    await hands[0]!.register("never-was");
    await hands[0]!.bid(1, 30, 7n * LOT);
    await hands[2]!.bid(2, 31, 9n * LOT);
    await settled();
    await assertEqual(game, index);
    assert.notDeepEqual(await everything(index), before);

    await game.request("evm_revert", [snapshot]);
    for (let i = 0; i < 5; i++) await hands[1]!.bid(1, 32, LOT * BigInt(i + 1));
    await settled();
    await assertEqual(game, index);
    const after = await everything(index);
    assert.equal(after["bids"]!.length, before["bids"]!.length + 5);
    assert.equal(after["models"]!.length, before["models"]!.length);
  });

  it("loses nothing when it is killed, and catches up", async () => {
    const before = await everything(index);
    await index.kill();
    await index.restart();
    await settled();
    assert.deepEqual(await everything(index), before);

    await index.kill();
    for (let i = 0; i < 3; i++) await hands[i]!.bid(2, 34, 2n * LOT);
    await index.restart();
    await settled();
    await assertEqual(game, index);
    assert.equal((await everything(index))["bids"]!.length, before["bids"]!.length + 3);
  });

  it("is the same when it is killed while it reads, and begun anew", async () => {
    const other = await Index.start(game);
    try {
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      await other.kill();
      await other.restart();
      await other.reach(await hands[0]!.block());
      await assertEqual(game, other);
      assert.deepEqual(await everything(other), await everything(index));
    } finally {
      await other.stop();
    }
  });

  it("says of closed rounds what the history store files", async () => {
    const filed = await game.file();
    assert.ok(filed.length > 3, `${filed.length} rounds`);
    await settled();
    assert.deepEqual([...new Set(filed.map(({ outcome }) => outcome))].toSorted(), ["expired", "reported"]);
    const compared = await assertFiled(index, filed);
    assert.ok(compared > 60, `${compared} comparisons`);
  });

  it("answers SQL, typed and over HTTP, and nothing that writes", async () => {
    const client = createClient(`${index.url}/sql`, { schema });
    const models = await client.db.select().from(schema.model);
    const { models: same } = await everything(index);
    assert.equal(models.length, same!.length);
    assert.equal(typeof models[0]!.filled, "bigint");
    await assert.rejects(client.db.execute("delete from model"));
    assert.equal((await client.db.select().from(schema.model)).length, models.length);
  });
});
