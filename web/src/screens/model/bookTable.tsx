import { rate } from "stakespace/twin";
import type { ModelView, PoolLine } from "stakespace/viem";

import { useApp } from "../../data/app.tsx";
import { Amount, Rate } from "../../parts/figures.tsx";
import { words } from "../../words/index.ts";

const w = words.model;

/** The book as figures. */
export function BookTable({ model, own }: { readonly model: ModelView; readonly own: ReadonlyMap<number, bigint> }) {
  const { symbol } = useApp().token;
  const mine = own.size > 0;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={words.frame.table(w.book)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{w.table.rate}</th>
            <th scope="col" className="number">
              {w.table.stake} <span className="unit">{symbol}</span>
            </th>
            <th scope="col" className="number">
              {w.table.filled} <span className="unit">{symbol}</span>
            </th>
            {mine && (
              <th scope="col" className="number">
                {w.table.yours} <span className="unit">{symbol}</span>
              </th>
            )}
            <th scope="col">{w.table.state}</th>
          </tr>
        </thead>
        <tbody>
          {model.pools.map((pool) => (
            <tr
              key={pool.tick}
              className={pool.tick === model.priceTick ? "at-price" : undefined}
              data-tick={pool.tick}
            >
              <th scope="row">
                <Rate rate={rate(pool.tick)} />
              </th>
              <td className="number">
                <Amount wei={pool.assets} bare />
              </td>
              <td className="number">
                <Amount wei={pool.filled} bare />
              </td>
              {mine && (
                <td className="number">{own.has(pool.tick) ? <Amount wei={own.get(pool.tick)!} bare /> : ""}</td>
              )}
              <td>{stateOf(pool, model.reserveTick)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function stateOf({ tick, assets, filled }: PoolLine, reserveTick: number): string {
  if (filled >= assets && assets > 0n) return w.states.filled;
  if (filled > 0n) return w.states.part;
  return tick < reserveTick ? w.states.belowReserve : w.states.idle;
}
