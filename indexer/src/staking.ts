import { type Context, type Event, ponder } from "ponder:registry";
import schema from "ponder:schema";

import { bookOf, quoteOf, reserveTickIn, setPool } from "../lib/book.js";
import { rentPaidBy } from "../lib/rentPaid.js";
import { type Db, lost, modelOf, tournamentOf } from "../lib/tables.js";
import { fromPositionId } from "../lib/twin.js";

type Address = `0x${string}`;
const NOBODY: Address = "0x0000000000000000000000000000000000000000";

/** Shares that came into being or ceased to be, in a log next to the one that says why. */
interface Shares {
  readonly transaction: string;
  readonly log: number;
  readonly holder: Address;
  readonly positionId: number;
  readonly amount: bigint;
}

/**
 * The last of each. A bid is a transfer from nobody and then its own event, a withdrawal one to nobody, a move one of both: they
 * stand side by side in the log, so that nothing has to be kept longer than from one event to the next.
 */
let [minted, burned]: [Shares | undefined, Shares | undefined] = [undefined, undefined];

/** The shares in the log so many places before an event. */
function sharesBefore(event: Event, shares: Shares | undefined, places: number): Shares {
  const { transaction, log } = event;
  if (shares?.transaction === transaction.hash && shares.log === log.logIndex - places) return shares;
  throw lost(`transfer of shares before the event ${event.id}`);
}

ponder.on("StakeSpace:Transfer", async ({ event, context }) => {
  const { sender, receiver, id, amount } = event.args;
  const positionId = Number(id);
  const shares = { transaction: event.transaction.hash, log: event.log.logIndex, positionId, amount };
  if (sender === NOBODY) minted = { ...shares, holder: receiver };
  else if (receiver === NOBODY) burned = { ...shares, holder: sender };
  else if (amount > 0n) {
    const now = event.block.timestamp;
    const past = await takeFrom(context.db, sender, positionId, amount);
    await addTo(context.db, receiver, positionId, amount, past, now);
  }
});

ponder.on("StakeSpace:Bid", async ({ event, context }) => {
  const { db } = context;
  const { assets } = event.args;
  const { holder, positionId, amount: shares } = sharesBefore(event, minted, 1);
  const { modelId, tick } = fromPositionId(positionId);
  await addTo(db, holder, positionId, shares, { principal: assets, rentPaid: 0n }, event.block.timestamp);
  const round = await changePools(db, modelId, [{ tick, assets, shares }]);
  await note(event, context, { kind: "bid", round, holder, modelId, tick, assets, shares });
});

ponder.on("StakeSpace:Withdrawn", async ({ event, context }) => {
  const { db } = context;
  const { assets } = event.args;
  const { holder, positionId, amount: shares } = sharesBefore(event, burned, 1);
  const { modelId, tick } = fromPositionId(positionId);
  await takeFrom(db, holder, positionId, shares);
  const round = await changePools(db, modelId, [{ tick, assets: -assets, shares: -shares }]);
  await note(event, context, { kind: "withdraw", round, holder, modelId, tick, assets, shares });
});

ponder.on("StakeSpace:Moved", async ({ event, context }) => {
  const { db } = context;
  const { owner: holder, fromTick: tick, toTick, assets, shares } = event.args;
  const modelId = Number(event.args.modelId);
  const left = sharesBefore(event, burned, 2);
  const arrived = sharesBefore(event, minted, 1);
  const past = await takeFrom(db, holder, left.positionId, left.amount);
  await addTo(db, holder, arrived.positionId, shares, past, event.block.timestamp);
  const round = await changePools(db, modelId, [
    { tick, assets: -assets, shares: -left.amount },
    { tick: toTick, assets, shares },
  ]);
  await note(event, context, { kind: "move", round, holder, modelId, tick, toTick, assets, shares });
});

/** What goes along with shares: what was put in for them, and the rent they have paid. Token wei. */
interface SharesPast {
  readonly principal: bigint;
  readonly rentPaid: bigint;
}

/** What each share of a pool has paid so far. */
async function rentPerShareAt(db: Db, positionId: number): Promise<bigint> {
  return (await db.find(schema.pool, fromPositionId(positionId)))?.rentPerShare ?? 0n;
}

/** Adds shares to a position, and their past. */
async function addTo(
  db: Db,
  holder: Address,
  positionId: number,
  shares: bigint,
  { principal, rentPaid }: SharesPast,
  since: bigint,
): Promise<void> {
  const rentMark = await rentPerShareAt(db, positionId);
  await db
    .insert(schema.position)
    .values({ holder, ...fromPositionId(positionId), shares, principal, rentPaid, rentMark, since })
    .onConflictDoUpdate((row) => ({
      shares: row.shares + shares,
      principal: row.principal + principal,
      rentPaid: rentPaidBy(row, rentMark) + rentPaid,
      rentMark,
    }));
}

/** Takes shares from a position, and their part of its past; gives that part, rounded down. */
async function takeFrom(db: Db, holder: Address, positionId: number, shares: bigint): Promise<SharesPast> {
  const key = { holder, ...fromPositionId(positionId) };
  const row = await db.find(schema.position, key);
  if (row === null) throw lost(`position ${positionId} of ${holder}`);
  const rentMark = await rentPerShareAt(db, positionId);
  const paid = rentPaidBy(row, rentMark);
  if (row.shares === shares) {
    await db.delete(schema.position, key);
    return { principal: row.principal, rentPaid: paid };
  }
  const part = { principal: (row.principal * shares) / row.shares, rentPaid: (paid * shares) / row.shares };
  await db.update(schema.position, key).set({
    shares: row.shares - shares,
    principal: row.principal - part.principal,
    rentPaid: paid - part.rentPaid,
    rentMark,
  });
  return part;
}

interface PoolChange {
  readonly tick: number;
  readonly assets: bigint;
  readonly shares: bigint;
}

/** Changes a model's pools and what its row says of them. Gives the open round. */
async function changePools(db: Db, modelId: number, changes: readonly PoolChange[]): Promise<number> {
  const model = await modelOf(db, modelId);
  const { round } = await tournamentOf(db);
  const book = await bookOf(db, model);
  for (const { tick, assets, shares } of changes) {
    const pool = book.get(tick) ?? { assets: 0n, shares: 0n };
    const after = { assets: pool.assets + assets, shares: pool.shares + shares };
    await setPool(db, modelId, tick, after);
    if (after.shares === 0n) book.delete(tick);
    else book.set(tick, after);
  }
  await db.update(schema.model, { id: modelId }).set(quoteOf(book, model.space, reserveTickIn(round, model)));
  return round;
}

type Act = Omit<typeof schema.bid.$inferInsert, "id" | "timestamp" | "transaction">;

async function note(event: Event, { db }: Context, act: Act): Promise<void> {
  const { block, transaction } = event;
  await db
    .insert(schema.bid)
    .values({ id: event.id, ...act, timestamp: block.timestamp, transaction: transaction.hash });
}
