import type { Context } from "ponder:registry";
import schema from "ponder:schema";

import type { Parameters } from "./twin.js";

export type Db = Context["db"];
export type Model = typeof schema.model.$inferSelect;
export type Round = typeof schema.round.$inferSelect;

/** The id of the one row of {@link schema.tournament}. */
const ONLY = { id: 1 };

/** What a row is missing without which nothing can go on: the index and the chain do not belong together. */
export function lost(what: string): Error {
  return new Error(`The index has no ${what}, which the chain has spoken of. Is this the right deployment's index?`);
}

export async function tournamentOf(db: Db): Promise<typeof schema.tournament.$inferSelect> {
  return (
    (await db.find(schema.tournament, ONLY)) ?? { id: ONLY.id, round: 0, models: 0, paused: false, parametersId: 0 }
  );
}

/** Changes the tournament's row, making it where it is not there yet. */
export async function setTournament(
  db: Db,
  change: Partial<Omit<typeof schema.tournament.$inferInsert, "id">>,
): Promise<void> {
  const row = await tournamentOf(db);
  await db
    .insert(schema.tournament)
    .values({ ...row, ...change })
    .onConflictDoUpdate(change);
}

export async function modelOf(db: Db, id: number): Promise<Model> {
  const found = await db.find(schema.model, { id });
  if (found === null) throw lost(`model ${id}`);
  return found;
}

export async function roundOf(db: Db, id: number): Promise<Round> {
  const found = await db.find(schema.round, { id });
  if (found === null) throw lost(`round ${id}`);
  return found;
}

/** The parameters that a round is played and settled with. */
export async function parametersOf(db: Db, round: number): Promise<Parameters> {
  const { parametersId } = await roundOf(db, round);
  const found = await db.find(schema.parameters, { id: parametersId });
  if (found === null) throw lost(`set of parameters ${parametersId}`);
  return found;
}
