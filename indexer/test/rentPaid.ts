import assert from "node:assert/strict";

import { rentPaidBy } from "../lib/rentPaid.ts";
import type { Index } from "./harness.ts";

interface Answer {
  readonly positions: {
    readonly items: readonly {
      readonly modelId: number;
      readonly shares: string;
      readonly rentPaid: string;
      readonly rentMark: string;
      readonly pool: { readonly rentPerShare: string } | null;
    }[];
  };
  readonly settlements: { readonly items: readonly { readonly modelId: number; readonly rent: string }[] };
  readonly bids: { readonly items: readonly { readonly modelId: number; readonly kind: string }[] };
}

const QUERY = `{
  positions(limit: 1000) { items { modelId shares rentPaid rentMark pool { rentPerShare } } }
  settlements(limit: 1000) { items { modelId rent } }
  bids(limit: 1000) { items { modelId kind } }
}`;

/** Wei that rounding may take from a model's rent: one for each tick and round, and some for each change of a position. */
const ROUNDING = 10_000n;

/**
 * Compares the rent that positions have paid with the rent that models were settled with: never more, and all of it where nobody has
 * withdrawn. A withdrawal takes its part along.
 */
export async function assertRentPaid(index: Index): Promise<void> {
  const { positions, settlements, bids } = await index.graphql<Answer>(QUERY);
  const left = new Set(bids.items.filter(({ kind }) => kind === "withdraw").map(({ modelId }) => modelId));
  let [whole, total] = [0, 0n];
  for (const id of new Set(settlements.items.map(({ modelId }) => modelId))) {
    const rent = settlements.items
      .filter(({ modelId }) => modelId === id)
      .reduce((sum, row) => sum + BigInt(row.rent), 0n);
    const paid = positions.items
      .filter(({ modelId }) => modelId === id)
      .reduce((sum, { shares, rentPaid, rentMark, pool }) => {
        const known = { shares: BigInt(shares), rentPaid: BigInt(rentPaid), rentMark: BigInt(rentMark) };
        return sum + rentPaidBy(known, BigInt(pool?.rentPerShare ?? 0));
      }, 0n);
    assert.ok(paid <= rent, `model ${id}: positions paid ${paid} of ${rent}`);
    total += paid;
    if (left.has(id)) continue;
    assert.ok(rent - paid <= ROUNDING, `model ${id}: ${rent - paid} wei of rent were paid by nobody`);
    whole++;
  }
  assert.ok(total > 0n && whole > 0, `${total} wei of rent, ${whole} models that nobody left`);
}
