import { useDeferredValue, useMemo, useState, useSyncExternalStore } from "react";

import { useMarket, usePositions } from "../../data/reads.tsx";
import type { MarketModel } from "../../data/types.ts";
import { Amount, Rate, Reading, Stat } from "../../parts/figures.tsx";
import { Empty, Failed } from "../../parts/notice.tsx";
import { VirtualRows } from "../../parts/virtualRows.tsx";
import { countText } from "../../units/amounts.ts";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";
import { choose, COLUMNS, type Filter, FILTERS, type Order } from "./order.ts";
import { Row } from "./row.tsx";

const w = words.market;
/** Of a row, CSS pixels; the style sheet has the same. */
const HEIGHT = 52;
const NARROW_HEIGHT = 112;

const narrow = matchMedia("(max-width: 759px)");
const watchNarrow = (listener: () => void): (() => void) => {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
};

/** Every model there is. */
export function Market() {
  const { data, error, refetch } = useMarket();
  return (
    <>
      <div className="title">
        <h1>{w.title}</h1>
        <p>{w.intro}</p>
      </div>
      {error !== null && data === undefined && <Failed error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Reading />}
      {data !== undefined &&
        (data.models.length === 0 ? (
          <Empty hint={w.noneHint}>{w.none}</Empty>
        ) : (
          <List models={data.models} lastReported={data.lastReported} />
        ))}
    </>
  );
}

function List({ models, lastReported }: { readonly models: readonly MarketModel[]; readonly lastReported: number }) {
  const { address } = useWallet();
  const positions = usePositions(address).data;
  const mine = useMemo(() => new Set(positions?.map(({ model }) => model)), [positions]);
  const [order, setOrder] = useState<Order>({ by: "filled", descending: true });
  const [filter, setFilter] = useState<Filter>("all");
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search);
  const shown = useMemo(() => choose(models, order, filter, wanted, mine), [models, order, filter, wanted, mine]);
  const isNarrow = useSyncExternalStore(watchNarrow, () => narrow.matches);
  return (
    <>
      <Totals models={models} />
      <div className="tools">
        <label className="search">
          <span className="hidden">{w.search}</span>
          <input
            type="search"
            placeholder={w.search}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        </label>
        <label className="choice">
          <span>{w.filter}</span>
          <select value={filter} onChange={({ target }) => setFilter(target.value as Filter)}>
            {FILTERS.filter((name) => name !== "mine" || address !== undefined).map((name) => (
              <option key={name} value={name}>
                {w.filters[name]}
              </option>
            ))}
          </select>
        </label>
        <label className="choice only-narrow">
          <span>{w.sort}</span>
          <select value={order.by} onChange={({ target }) => setOrder(firstOrder(target.value as Order["by"]))}>
            {COLUMNS.map((name) => (
              <option key={name} value={name}>
                {w.columns[name]}
              </option>
            ))}
          </select>
        </label>
        <p className="count" role="status">
          {w.count(countText(shown.length), countText(models.length))}
        </p>
      </div>
      <div role="table" className="models" aria-rowcount={shown.length + 1} aria-label={w.title}>
        <div role="rowgroup" className="models-head">
          <div role="row" aria-rowindex={1}>
            {COLUMNS.map((name) => (
              <div
                key={name}
                role="columnheader"
                className={name}
                aria-sort={order.by !== name ? "none" : order.descending ? "descending" : "ascending"}
              >
                <button type="button" title={w.hints[name]} onClick={() => setOrder((old) => nextOrder(old, name))}>
                  {w.columns[name]}
                  <span aria-hidden="true" className="arrow">
                    {order.by !== name ? "" : order.descending ? "▾" : "▴"}
                  </span>
                </button>
              </div>
            ))}
          </div>
        </div>
        {shown.length > 0 && (
          <VirtualRows
            count={shown.length}
            height={isNarrow ? NARROW_HEIGHT : HEIGHT}
            row={(index) => (
              <Row key={shown[index]!.id} model={shown[index]!} index={index} mine={mine.has(shown[index]!.id)} />
            )}
          />
        )}
      </div>
      {shown.length === 0 && (
        <Empty
          hint={w.nothingHint}
          action={
            <button
              type="button"
              className="button"
              onClick={() => {
                setSearch("");
                setFilter("all");
              }}
            >
              {w.clear}
            </button>
          }
        >
          {w.nothing}
        </Empty>
      )}
      <p className="note">{w.asOf(lastReported)}</p>
    </>
  );
}

/** Names from a, figures from the largest. */
const firstOrder = (by: Order["by"]): Order => ({ by, descending: by !== "name" });

function nextOrder(old: Order, by: Order["by"]): Order {
  return old.by === by ? { by, descending: !old.descending } : firstOrder(by);
}

function Totals({ models }: { readonly models: readonly MarketModel[] }) {
  const sum = (of: (model: MarketModel) => bigint): bigint => models.reduce((total, model) => total + of(model), 0n);
  const rates = models
    .filter(({ filled }) => filled > 0n)
    .map(({ rate }) => rate)
    .sort((a, b) => a - b);
  return (
    <dl className="stats">
      <Stat name={w.models}>{countText(models.length)}</Stat>
      <Stat name={w.staked}>
        <Amount wei={sum(({ assets }) => assets)} />
      </Stat>
      <Stat name={w.filled}>
        <Amount wei={sum(({ filled }) => filled)} />
      </Stat>
      <Stat name={w.space}>
        <Amount wei={sum(({ limit }) => limit)} />
      </Stat>
      <Stat name={w.median}>{rates.length === 0 ? "–" : <Rate rate={rates[rates.length >> 1]!} />}</Stat>
    </dl>
  );
}
