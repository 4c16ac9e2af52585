import { type Context, ponder } from "ponder:registry";
import schema from "ponder:schema";

import { bookOf, quoteOf, reserveTickIn } from "../lib/book.js";
import { settleRound } from "../lib/settle.js";
import { lost, modelOf, roundOf, setTournament, tournamentOf } from "../lib/tables.js";

const OUTCOMES = ["Open", "Reported", "Expired"] as const;

ponder.on("StakeSpace:ParametersQueued", async ({ event, context }) => {
  const { parametersId, parameters } = event.args;
  const id = Number(parametersId);
  await context.db
    .insert(schema.parameters)
    .values({ id, ...parameters })
    .onConflictDoUpdate(parameters);
  await setTournament(context.db, { parametersId: id });
});

ponder.on("StakeSpace:RoundOpened", async ({ event, context }) => {
  const { db } = context;
  const { opensAt, locksAt, parametersId } = event.args;
  const id = Number(event.args.round);
  await db.insert(schema.round).values({
    id,
    opensAt,
    locksAt,
    parametersId: Number(parametersId),
    outcome: "Open",
    vetoes: 0,
    filled: 0n,
    gained: 0n,
    burned: 0n,
    rent: 0n,
    fee: 0n,
  });
  await setTournament(db, { round: id });
  const { models } = await tournamentOf(db);
  const limits: (typeof schema.limit.$inferInsert)[] = [];
  for (let modelId = 1; modelId <= models; modelId++) {
    const model = await modelOf(db, modelId);
    limits.push({ modelId, round: id, base: model.base, earned: model.earned });
    // A reserve that was named in an earlier round counts from here on.
    if (model.reserveFrom !== id) continue;
    const quote = quoteOf(await bookOf(db, model), model.space, reserveTickIn(id, model));
    await db.update(schema.model, { id: modelId }).set(quote);
  }
  if (limits.length > 0) await db.insert(schema.limit).values(limits);
});

ponder.on("StakeSpace:Resumed", async ({ event, context }) => {
  const { round, locksAt } = event.args;
  await context.db.update(schema.round, { id: Number(round) }).set({ locksAt });
});

ponder.on("StakeSpace:ReportHeld", async ({ event, context }) => {
  const { round, payoutFactor, maxScore, reserve } = event.args;
  await context.db.update(schema.round, { id: Number(round) }).set({
    payoutFactor,
    maxScore: Number(maxScore),
    reserve,
    proposedAt: event.block.timestamp,
  });
});

ponder.on("StakeSpace:ReportDropped", async ({ event, context }) => {
  const id = Number(event.args.round);
  await context.db
    .update(schema.round, { id })
    .set({ payoutFactor: null, maxScore: null, reserve: null, proposedAt: null, digest: null });
});

ponder.on("StakeSpace:RoundClosed", async ({ event, context }) => {
  const { db } = context;
  const id = Number(event.args.round);
  const outcome = OUTCOMES[event.args.outcome];
  if (outcome === undefined) throw lost(`outcome ${event.args.outcome}`);
  await db.update(schema.round, { id }).set({ outcome, closedAt: event.block.timestamp });
  if (outcome === "Reported") await settleRound(context, id);
  else await dropForgotten(context, id);
});

/** A report that nobody made final expires with its round. */
async function dropForgotten({ db }: Context, id: number): Promise<void> {
  const { digest } = await roundOf(db, id);
  if (digest === null) return;
  await db.update(schema.report, { digest }).set({ state: "dropped" });
  await db
    .update(schema.round, { id })
    .set({ payoutFactor: null, maxScore: null, reserve: null, proposedAt: null, digest: null });
}

ponder.on("StakeSpace:PausedSet", async ({ event, context }) => {
  await setTournament(context.db, { paused: event.args.paused });
});
