import { ponder } from "ponder:registry";
import schema from "ponder:schema";

ponder.on("ScoreOracle:PageAdded", async ({ event, context }) => {
  const { page, codeHash, records } = event.args;
  await context.db
    .insert(schema.page)
    .values({ address: page, codeHash, records: Number(records) })
    .onConflictDoNothing();
});

ponder.on("ScoreOracle:ReportProposed", async ({ event, context }) => {
  const { db } = context;
  const { digest, proposer, report } = event.args;
  const id = Number(event.args.round);
  const { sheetHash, modelCount, payoutFactor, maxScore, predictionsRoot, evidence } = report;
  const row = { state: "pending", proposer, proposedAt: event.block.timestamp };
  await db
    .insert(schema.report)
    .values({ digest, round: id, ...row, sheetHash, modelCount, payoutFactor, maxScore, predictionsRoot, evidence })
    .onConflictDoUpdate(row);
  await db.update(schema.round, { id }).set({ digest });
});

ponder.on("ScoreOracle:ReportVetoed", async ({ event, context }) => {
  const { db } = context;
  await db.update(schema.report, { digest: event.args.digest }).set({ state: "vetoed" });
  await db.update(schema.round, { id: Number(event.args.round) }).set(({ vetoes }) => ({ vetoes: vetoes + 1 }));
});

ponder.on("ScoreOracle:ReportFinalized", async ({ event, context }) => {
  await context.db.update(schema.report, { digest: event.args.digest }).set({ state: "final" });
});

ponder.on("ScoreOracle:Sealed", async ({ event, context }) => {
  const { round, sequence, root } = event.args;
  await context.db
    .insert(schema.seal)
    .values({ round: Number(round), sequence: Number(sequence), root, sealedAt: event.block.timestamp });
});

ponder.on("ScoreOracle:ReportersSet", async ({ event, context }) => {
  const { reporters, quorum, fromRound } = event.args;
  await context.db.insert(schema.reporters).values({
    id: event.id,
    setAt: event.block.timestamp,
    addresses: [...reporters],
    quorum: Number(quorum),
    fromRound: Number(fromRound),
  });
});
