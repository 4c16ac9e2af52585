import { and, desc, eq, type ReadonlyDrizzle } from "ponder";
import schema from "ponder:schema";

/** Text of JSON with bigints as strings of digits. */
const toText = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));

/**
 * Every model in one answer, as a list of the market needs it, with what the last reported round did to those with stake:
 * `{ tournament, round, lastReported, models: [{ …, last: { filled, rate, result, rent } | null }] }`, bigints as strings.
 */
export async function market(db: ReadonlyDrizzle<typeof schema>): Promise<string> {
  const [tournament] = await db.select().from(schema.tournament);
  const [round] = await db.select().from(schema.round).orderBy(desc(schema.round.id)).limit(1);
  const [last] = await db
    .select({ id: schema.round.id })
    .from(schema.round)
    .where(eq(schema.round.outcome, "Reported"))
    .orderBy(desc(schema.round.id))
    .limit(1);
  const { filled, rate, result, rent } = schema.settlement;
  const rows = await db
    .select({ model: schema.model, last: { filled, rate, result, rent } })
    .from(schema.model)
    .leftJoin(
      schema.settlement,
      and(eq(schema.settlement.modelId, schema.model.id), eq(schema.settlement.round, last?.id ?? 0)),
    )
    .orderBy(schema.model.id);
  return toText({
    tournament: tournament ?? null,
    round: round ?? null,
    lastReported: last?.id ?? 0,
    models: rows.map(({ model, last: settled }) => ({ ...model, last: settled })),
  });
}
