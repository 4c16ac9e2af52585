import type { Context } from "ponder:registry";
import schema from "ponder:schema";

import { stakeSpaceAbi } from "./abi.js";
import { bookOf, quoteOf, reserveTickIn, setPool } from "./book.js";
import { perShare } from "./rentPaid.js";
import { type Db, lost, type Model, modelOf, parametersOf, roundOf, tournamentOf } from "./tables.js";
import {
  clear,
  decodePages,
  type Parameters,
  RATE_ONE,
  recordOf,
  type ScoreRecord,
  settlement,
  stakeLimit,
} from "./twin.js";

type Terms = settlement.Terms;
type Flows = settlement.Flows;

/**
 * Settles every model for a round that closed with a report, as the contract's views do from that moment on; the contract
 * itself does it when somebody asks, with the same result to the wei, and its event is then compared.
 */
export async function settleRound(context: Context, round: number): Promise<void> {
  const { db } = context;
  const { payoutFactor, maxScore } = await roundOf(db, round);
  if (payoutFactor === null || maxScore === null) throw lost(`report of round ${round}`);
  const terms: Terms = { parameters: await parametersOf(db, round), payoutFactor, maxScore };
  const records = await readSheet(context, round);
  await db.insert(schema.sheet).values(
    records.map(({ score, growth, weight, baseShare }, i) => ({
      modelId: i + 1,
      round,
      score,
      growth,
      weight,
      baseShare,
    })),
  );
  const totals = { filled: 0n, gained: 0n, burned: 0n, rent: 0n, fee: 0n };
  const { models } = await tournamentOf(db);
  for (let id = 1; id <= models; id++) {
    const model = await modelOf(db, id);
    const record = recordOf(records, id);
    if (model.bitmap === 0n) await settleEmpty(db, model, record, terms.parameters, round);
    else {
      if (record === undefined) throw lost(`line of model ${id} on the sheet of round ${round}`);
      const flows = await settleStaked(db, model, record, terms, round);
      totals.filled += flows.filled;
      totals.gained += flows.gain;
      totals.burned += flows.burn;
      totals.rent += flows.rent;
      totals.fee += flows.fee;
    }
  }
  await db.update(schema.round, { id: round }).set(totals);
}

/** The lines of the sheet that a round was reported with, from the code of its pages. */
async function readSheet({ client, contracts }: Context, round: number): Promise<ScoreRecord[]> {
  const { pages } = await client.readContract({
    abi: stakeSpaceAbi,
    address: contracts.StakeSpace.address,
    functionName: "roundRecord",
    args: [BigInt(round)],
  });
  const codes = await Promise.all(pages.map((address) => client.getCode({ address })));
  // A page begins with a byte that stops whoever calls it.
  return decodePages(codes.map((code) => Uint8Array.from(Buffer.from(code?.slice(4) ?? "", "hex"))));
}

/** Without stake a model has the base that the sheet gives it, and has earned nothing. */
async function settleEmpty(
  db: Db,
  model: Model,
  record: ScoreRecord | undefined,
  p: Parameters,
  round: number,
): Promise<void> {
  const base =
    record === undefined
      ? stakeLimit.newcomerBase(await parametersOf(db, model.registeredIn))
      : stakeLimit.baseOf(p, record);
  await db.update(schema.model, { id: model.id }).set({
    base,
    earned: 0n,
    space: base,
    ...(record ?? {}),
    ...quoteOf(new Map(), base, reserveTickIn(round + 1, model)),
  });
}

async function settleStaked(db: Db, model: Model, record: ScoreRecord, terms: Terms, round: number): Promise<Flows> {
  const { id } = model;
  const before = await bookOf(db, model);
  const reserveTick = reserveTickIn(round, model);
  const { book, limit, flows } = settlement.settle(before, model, reserveTick, terms, record);
  const clearing = clear(before, stakeLimit.totalLimit(model), reserveTick);
  for (const [tick, pool] of book) {
    const rented = ((clearing.fills.get(tick) ?? 0n) * clearing.rate) / RATE_ONE;
    if (rented > 0n || pool.assets !== before.get(tick)?.assets) {
      await setPool(db, id, tick, pool, perShare(rented, pool.shares));
    }
  }
  const space = stakeLimit.totalLimit(limit);
  const { gain, burn, rent, fee, filled, rate } = flows;
  await db.update(schema.model, { id }).set({
    ...limit,
    ...record,
    space,
    // The round after this one is what can be bid for now.
    ...quoteOf(book, space, reserveTickIn(round + 1, model)),
    rent: model.rent + rent - fee,
    rentEarned: model.rentEarned + rent - fee,
    gained: model.gained + gain,
    burned: model.burned + burn,
  });
  await db
    .insert(schema.settlement)
    .values({ modelId: id, round, filled, rate: Number(rate), result: gain - burn, rent, fee });
  return flows;
}
