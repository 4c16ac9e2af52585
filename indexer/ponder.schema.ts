/**
 * What the index knows. Amounts are token wei, fractions have 18 decimals, rates are in 1e-5 of the filled stake per round,
 * scores and growth of a sheet in 1e-5, its shares in 1e-4, times in unix seconds. Addresses are in lower case.
 *
 * Models are as the contract's views show them: as if they were settled through the last closed round.
 */
import { index, onchainTable, primaryKey, relations } from "ponder";

/** The one row (id 1) of what is the tournament's as a whole. */
export const tournament = onchainTable("tournament", (t) => ({
  id: t.integer().primaryKey(),
  round: t.integer().notNull(),
  models: t.integer().notNull(),
  paused: t.boolean().notNull(),
  /** The last set of parameters that was written, played or queued. */
  parametersId: t.integer().notNull(),
}));

export const parameters = onchainTable("parameters", (t) => ({
  id: t.integer().primaryKey(),
  baseLimit: t.bigint().notNull(),
  maxLimit: t.bigint().notNull(),
  minBid: t.bigint().notNull(),
  registrationFee: t.bigint().notNull(),
  newcomerShare: t.bigint().notNull(),
  limitGain: t.bigint().notNull(),
  limitDecay: t.bigint().notNull(),
  tcClip: t.bigint().notNull(),
  returnClip: t.bigint().notNull(),
  ppfFloor: t.bigint().notNull(),
  rentFee: t.bigint().notNull(),
  biddingPeriod: t.integer().notNull(),
  quietPeriod: t.integer().notNull(),
  livePeriod: t.integer().notNull(),
  reportPeriod: t.integer().notNull(),
  challengePeriod: t.integer().notNull(),
  maxMissedRounds: t.integer().notNull(),
}));

export const round = onchainTable("round", (t) => ({
  id: t.integer().primaryKey(),
  opensAt: t.bigint().notNull(),
  /** 2^40 - 1 in recess. */
  locksAt: t.bigint().notNull(),
  parametersId: t.integer().notNull(),
  /** Open, Reported or Expired. */
  outcome: t.text().notNull(),
  closedAt: t.bigint(),
  /** When the pending or final report was proposed. */
  proposedAt: t.bigint(),
  /** Of the report that is pending or final. */
  digest: t.hex(),
  payoutFactor: t.bigint(),
  maxScore: t.integer(),
  /** What was set aside for gains when the report was proposed. */
  reserve: t.bigint(),
  vetoes: t.integer().notNull(),
  /** Over all models with stake, once the round is reported. */
  filled: t.bigint().notNull(),
  gained: t.bigint().notNull(),
  burned: t.bigint().notNull(),
  rent: t.bigint().notNull(),
  fee: t.bigint().notNull(),
}));

export const model = onchainTable(
  "model",
  (t) => ({
    id: t.integer().primaryKey(),
    owner: t.hex().notNull(),
    /** Unique for ever: 1 to 31 characters of a-z, 0-9, _ and -. */
    name: t.text().notNull(),
    /** Whose record it counts for; null from a transfer on until somebody accepts it. */
    account: t.hex(),
    /** The round from which the account counts. */
    accountFrom: t.integer(),
    /** Others' text: show it as text only. Long ones are cut. */
    uri: t.text().notNull(),
    registeredIn: t.integer().notNull(),
    registeredAt: t.bigint().notNull(),
    base: t.bigint().notNull(),
    earned: t.bigint().notNull(),
    /** base + earned: the space. */
    space: t.bigint().notNull(),
    reserveTick: t.integer().notNull(),
    nextReserveTick: t.integer().notNull(),
    reserveFrom: t.integer().notNull(),
    /** One bit for each tick with stake. */
    bitmap: t.bigint().notNull(),
    /** All stake on it, and what clearing its book gives right now. */
    assets: t.bigint().notNull(),
    demand: t.bigint().notNull(),
    filled: t.bigint().notNull(),
    priceTick: t.integer().notNull(),
    rate: t.integer().notNull(),
    /** Rent that waits to be collected, and all that it earned, fees taken off. */
    rent: t.bigint().notNull(),
    rentEarned: t.bigint().notNull(),
    gained: t.bigint().notNull(),
    burned: t.bigint().notNull(),
    /** The last round that the contract itself settled it for. */
    settledThrough: t.integer().notNull(),
    /** Its line of the last sheet that has one. */
    score: t.integer(),
    growth: t.integer(),
    weight: t.integer(),
    baseShare: t.integer(),
  }),
  (table) => ({
    nameIdx: index().on(table.name),
    ownerIdx: index().on(table.owner),
    filledIdx: index().on(table.filled),
  }),
);

export const pool = onchainTable(
  "pool",
  (t) => ({
    modelId: t.integer().notNull(),
    tick: t.integer().notNull(),
    assets: t.bigint().notNull(),
    shares: t.bigint().notNull(),
    /** Rent that each share has paid since somebody came into the empty pool: token wei, 36 decimals, rounded down. */
    rentPerShare: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.modelId, table.tick] }) }),
);

export const position = onchainTable(
  "position",
  (t) => ({
    holder: t.hex().notNull(),
    modelId: t.integer().notNull(),
    tick: t.integer().notNull(),
    shares: t.bigint().notNull(),
    /** What was put in for these shares; of a position that was given, what the giver had put in. */
    principal: t.bigint().notNull(),
    /** Rent that these shares had paid when they last changed; since then, `shares * (rentPerShare of the pool - rentMark)`. */
    rentPaid: t.bigint().notNull(),
    rentMark: t.bigint().notNull(),
    since: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.holder, table.modelId, table.tick] }),
    modelIdx: index().on(table.modelId),
  }),
);

/** What stakers did: bid, withdraw, move. */
export const bid = onchainTable(
  "bid",
  (t) => ({
    id: t.text().primaryKey(),
    kind: t.text().notNull(),
    holder: t.hex().notNull(),
    modelId: t.integer().notNull(),
    tick: t.integer().notNull(),
    /** Where a move went. */
    toTick: t.integer(),
    assets: t.bigint().notNull(),
    shares: t.bigint().notNull(),
    round: t.integer().notNull(),
    timestamp: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ modelIdx: index().on(table.modelId), holderIdx: index().on(table.holder) }),
);

/** The space a model had in a round, and how it came about. */
export const limit = onchainTable(
  "model_limit",
  (t) => ({
    modelId: t.integer().notNull(),
    round: t.integer().notNull(),
    base: t.bigint().notNull(),
    earned: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.modelId, table.round] }), roundIdx: index().on(table.round) }),
);

/** What a reported round moved on a model with stake. */
export const settlement = onchainTable(
  "settlement",
  (t) => ({
    modelId: t.integer().notNull(),
    round: t.integer().notNull(),
    filled: t.bigint().notNull(),
    rate: t.integer().notNull(),
    /** What stakers gained, or less than zero what was burned. */
    result: t.bigint().notNull(),
    /** With the treasury's fee. */
    rent: t.bigint().notNull(),
    fee: t.bigint().notNull(),
    /** When the contract did it; it may be behind. */
    settledAt: t.bigint(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.modelId, table.round] }), roundIdx: index().on(table.round) }),
);

/** Roots of a round's submissions, by number; the last one before the lock counts. */
export const seal = onchainTable(
  "seal",
  (t) => ({
    round: t.integer().notNull(),
    sequence: t.integer().notNull(),
    root: t.hex().notNull(),
    sealedAt: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.round, table.sequence] }) }),
);

/** Score sheets of reported rounds. */
export const sheet = onchainTable(
  "sheet",
  (t) => ({
    modelId: t.integer().notNull(),
    round: t.integer().notNull(),
    score: t.integer().notNull(),
    growth: t.integer().notNull(),
    weight: t.integer().notNull(),
    baseShare: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.modelId, table.round] }), roundIdx: index().on(table.round) }),
);

export const report = onchainTable(
  "report",
  (t) => ({
    digest: t.hex().primaryKey(),
    round: t.integer().notNull(),
    /** pending, vetoed, final or, of a round that expired, dropped. */
    state: t.text().notNull(),
    proposer: t.hex().notNull(),
    proposedAt: t.bigint().notNull(),
    sheetHash: t.hex().notNull(),
    modelCount: t.integer().notNull(),
    payoutFactor: t.bigint().notNull(),
    maxScore: t.integer().notNull(),
    predictionsRoot: t.hex().notNull(),
    evidence: t.hex().notNull(),
  }),
  (table) => ({ roundIdx: index().on(table.round) }),
);

export const page = onchainTable("page", (t) => ({
  address: t.hex().primaryKey(),
  codeHash: t.hex().notNull(),
  records: t.integer().notNull(),
}));

/** Who signs reports. */
export const reporters = onchainTable("reporters", (t) => ({
  id: t.text().primaryKey(),
  setAt: t.bigint().notNull(),
  addresses: t.hex().array().notNull(),
  quorum: t.integer().notNull(),
  /** The round from which they are asked. */
  fromRound: t.integer().notNull(),
}));

/** Rent that owners collected. */
export const collection = onchainTable(
  "collection",
  (t) => ({
    id: t.text().primaryKey(),
    modelId: t.integer().notNull(),
    owner: t.hex().notNull(),
    assets: t.bigint().notNull(),
    timestamp: t.bigint().notNull(),
  }),
  (table) => ({ modelIdx: index().on(table.modelId) }),
);

/** What came into the treasury and left it for somebody: funded, queued, withdrawn, failed (the token refused it); and what was burned and sent: flushed. */
export const flow = onchainTable("flow", (t) => ({
  id: t.text().primaryKey(),
  kind: t.text().notNull(),
  account: t.hex(),
  assets: t.bigint().notNull(),
  timestamp: t.bigint().notNull(),
}));

export const modelRelations = relations(model, ({ many }) => ({
  pools: many(pool),
  positions: many(position),
  bids: many(bid),
  limits: many(limit),
  settlements: many(settlement),
  scores: many(sheet),
}));
export const poolRelations = relations(pool, ({ one }) => ({
  model: one(model, { fields: [pool.modelId], references: [model.id] }),
}));
export const positionRelations = relations(position, ({ one }) => ({
  model: one(model, { fields: [position.modelId], references: [model.id] }),
  pool: one(pool, { fields: [position.modelId, position.tick], references: [pool.modelId, pool.tick] }),
}));
export const bidRelations = relations(bid, ({ one }) => ({
  model: one(model, { fields: [bid.modelId], references: [model.id] }),
}));
export const limitRelations = relations(limit, ({ one }) => ({
  model: one(model, { fields: [limit.modelId], references: [model.id] }),
}));
export const settlementRelations = relations(settlement, ({ one }) => ({
  model: one(model, { fields: [settlement.modelId], references: [model.id] }),
}));
export const sheetRelations = relations(sheet, ({ one }) => ({
  model: one(model, { fields: [sheet.modelId], references: [model.id] }),
}));
