import { ponder } from "ponder:registry";
import schema from "ponder:schema";

import { bookOf, quoteOf, reserveTickIn } from "../lib/book.js";
import { modelOf, parametersOf, setTournament } from "../lib/tables.js";
import { storable } from "../lib/text.js";
import { stakeLimit } from "../lib/twin.js";

ponder.on("ModelRegistry:ModelRegistered", async ({ event, context }) => {
  const { db } = context;
  const id = Number(event.args.modelId);
  const round = Number(event.args.round);
  const base = stakeLimit.newcomerBase(await parametersOf(db, round));
  await db.insert(schema.model).values({
    id,
    owner: event.args.owner,
    name: event.args.name,
    account: event.args.owner,
    accountFrom: round,
    // Where there is one, the event that says so follows.
    uri: "",
    registeredIn: round,
    registeredAt: event.block.timestamp,
    base,
    earned: 0n,
    space: base,
    reserveTick: 0,
    nextReserveTick: 0,
    reserveFrom: 0,
    ...quoteOf(new Map(), base, 0),
    rent: 0n,
    rentEarned: 0n,
    gained: 0n,
    burned: 0n,
    settledThrough: round - 1,
  });
  await db.insert(schema.limit).values({ modelId: id, round, base, earned: 0n });
  await setTournament(db, { models: id });
});

ponder.on("ModelRegistry:ModelURISet", async ({ event, context }) => {
  const { modelId, uri } = event.args;
  await context.db.update(schema.model, { id: Number(modelId) }).set({ uri: storable(uri) });
});

ponder.on("ModelRegistry:Transfer", async ({ event, context }) => {
  const { to, tokenId } = event.args;
  // A registration is a transfer, too, and comes before the event that says what was registered.
  const id = Number(tokenId);
  if ((await context.db.find(schema.model, { id })) === null) return;
  await context.db.update(schema.model, { id }).set({ owner: to, account: null, accountFrom: null });
});

ponder.on("ModelRegistry:ModelAccepted", async ({ event, context }) => {
  const { modelId, account, fromRound } = event.args;
  await context.db.update(schema.model, { id: Number(modelId) }).set({ account, accountFrom: Number(fromRound) });
});

ponder.on("StakeSpace:ReserveTickSet", async ({ event, context }) => {
  const { db } = context;
  const id = Number(event.args.modelId);
  const fromRound = Number(event.args.fromRound);
  const model = await modelOf(db, id);
  const reserve = {
    reserveTick: reserveTickIn(fromRound - 1, model),
    nextReserveTick: event.args.tick,
    reserveFrom: fromRound,
  };
  const quote = quoteOf(await bookOf(db, model), model.space, reserve.reserveTick);
  await db.update(schema.model, { id }).set({ ...reserve, ...quote });
});

ponder.on("StakeSpace:RentCollected", async ({ event, context }) => {
  const { db } = context;
  const { owner, assets } = event.args;
  const modelId = Number(event.args.modelId);
  await db.insert(schema.collection).values({ id: event.id, modelId, owner, assets, timestamp: event.block.timestamp });
  await db.update(schema.model, { id: modelId }).set(({ rent }) => ({ rent: rent - assets }));
});
