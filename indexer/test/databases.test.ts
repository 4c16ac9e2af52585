import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { assertEqual } from "./equal.ts";
import { everything } from "./everything.ts";
import { Game, Index } from "./harness.ts";
import { hasPostgres, Postgres } from "./postgres.ts";

const skip = (await hasPostgres()) ? false : "this machine has no Postgres (initdb is not on the path)";

describe("the index on Postgres", { timeout: 900_000, skip }, () => {
  it("is that on PGlite, also for a second server that only answers", async () => {
    const [game, postgres] = await Promise.all([Game.start(2), Postgres.start()]);
    const environment = { DATABASE_URL: postgres.url };
    const block = await game.tell("play 3");
    const index = await Index.start(game, environment);
    const files = await Index.start(game);
    await Promise.all([index.reach(block), files.reach(block)]);
    await assertEqual(game, index);
    const rows = await everything(index);
    assert.deepEqual(await everything(files), rows);
    await files.stop();

    const server = await Index.start(game, environment, "serve");
    await server.reach(block);
    assert.deepEqual(await everything(server), rows);
    await index.kill();
    assert.deepEqual(await everything(server), rows);
    await index.restart();
    await index.reach(await game.tell("brief 1"));
    await assertEqual(game, server);
    for (const program of [server, index]) await program.stop();
    await game.stop();
    await postgres.stop();
  });
});
