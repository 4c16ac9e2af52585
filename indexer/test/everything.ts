import type { Index } from "./harness.ts";

/** Tables with the columns that say all of a row, for comparing an index with itself. */
const TABLES = {
  bids: "id kind holder modelId tick toTick assets shares round timestamp transaction",
  collections: "id modelId owner assets timestamp",
  flows: "id kind account assets timestamp",
  limits: "modelId round base earned",
  models:
    "id name owner account accountFrom uri base earned space bitmap assets demand filled priceTick rate rent rentEarned gained burned score",
  pages: "address codeHash records",
  parameterss: "id baseLimit minBid maxMissedRounds",
  pools: "modelId tick assets shares",
  positions: "holder modelId tick shares principal since",
  reports: "digest round state proposer proposedAt sheetHash modelCount payoutFactor maxScore predictionsRoot evidence",
  reporterss: "id setAt addresses quorum fromRound",
  rounds:
    "id opensAt locksAt parametersId outcome closedAt payoutFactor maxScore reserve vetoes filled gained burned rent fee",
  seals: "round sequence root sealedAt",
  settlements: "modelId round filled rate result rent fee settledAt",
  sheets: "modelId round score growth weight baseShare",
};

/** All rows of all tables. */
export async function everything(index: Index): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const [table, columns] of Object.entries(TABLES)) {
    found[table] = [];
    for (let after: string | null = null; ;) {
      const from: string = after === null ? "" : `, after: "${after}"`;
      const page: Record<string, { items: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string } }> =
        await index.graphql(
          `{ ${table}(limit: 1000${from}) { items { ${columns} } pageInfo { hasNextPage endCursor } } }`,
        );
      const { items, pageInfo } = page[table]!;
      found[table].push(...items);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
  }
  return found;
}
