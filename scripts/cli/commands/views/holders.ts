import type { ModelLedger, ModelView } from "#chain";
import { toAssetsDown, type Pool } from "#twin";

/** Somebody's stake on a model. Token wei. */
export interface HeldStake {
  readonly holder: string;
  readonly assets: bigint;
  readonly filled: bigint;
  readonly ticks: readonly number[];
}

/** Who holds a model, the largest stake first. */
export function holdersOf(ledger: ModelLedger, { pools }: ModelView): HeldStake[] {
  const book = new Map(pools.map((pool) => [pool.tick, pool]));
  return [...ledger.stakes]
    .map(([holder, { shares }]) => {
      let [assets, filled] = [0n, 0n];
      for (const [tick, held] of shares) {
        const pool = book.get(tick);
        if (pool === undefined) continue;
        const worth = toAssetsDown(pool satisfies Pool, held);
        assets += worth;
        filled += pool.assets === 0n ? 0n : (worth * pool.filled) / pool.assets;
      }
      return { holder, assets, filled, ticks: [...shares.keys()].sort((a, b) => b - a) };
    })
    .filter(({ ticks }) => ticks.length > 0)
    .sort((a, b) => (a.assets === b.assets ? (a.holder < b.holder ? -1 : 1) : a.assets > b.assets ? -1 : 1));
}
