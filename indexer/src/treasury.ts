import { type Context, type Event, ponder } from "ponder:registry";
import schema from "ponder:schema";

type Kind = "funded" | "queued" | "withdrawn" | "failed" | "flushed";
type Address = `0x${string}`;

async function note(event: Event, { db }: Context, kind: Kind, assets: bigint, account?: Address): Promise<void> {
  await db.insert(schema.flow).values({
    id: event.id,
    kind,
    assets,
    account: account ?? null,
    timestamp: event.block.timestamp,
  });
}

ponder.on("StakeSpace:TreasuryFunded", async ({ event, context }) => {
  await note(event, context, "funded", event.args.assets, event.args.from);
});

ponder.on("StakeSpace:TreasuryWithdrawalQueued", async ({ event, context }) => {
  await note(event, context, "queued", event.args.assets, event.args.receiver);
});

ponder.on("StakeSpace:TreasuryWithdrawn", async ({ event, context }) => {
  await note(event, context, "withdrawn", event.args.assets, event.args.receiver);
});

ponder.on("StakeSpace:TreasuryWithdrawalFailed", async ({ event, context }) => {
  await note(event, context, "failed", event.args.assets, event.args.receiver);
});

ponder.on("StakeSpace:BurnFlushed", async ({ event, context }) => {
  await note(event, context, "flushed", event.args.assets);
});
