import { rate } from "stakespace/twin";

import { useApp } from "../../data/app.tsx";
import { useMoment, useNow } from "../../data/head.tsx";
import type { Position } from "../../data/reads.tsx";
import type { MarketModel } from "../../data/types.ts";
import { Amount, Change, Rate } from "../../parts/figures.tsx";
import type { Outcome } from "../../preview/outcome.ts";
import { hrefOf } from "../../router.ts";
import { rateText } from "../../units/amounts.ts";
import { letsIdleLeave, letsLeave, phaseNow } from "../../units/phase.ts";
import { durationText } from "../../units/times.ts";
import { words } from "../../words/index.ts";

const w = words.stake;

/** A position as it is shown. */
export interface Shown extends Position {
  readonly name: string;
  readonly market: MarketModel | undefined;
  readonly earned: bigint | undefined;
  readonly pending: Outcome;
}

/** The positions of an account, and what may be done with them; nothing with those of others. */
export function Positions({
  positions,
  onMove,
  onLeave,
}: {
  readonly positions: readonly Shown[];
  readonly onMove: ((position: Shown) => void) | undefined;
  readonly onLeave: ((position: Shown) => void) | undefined;
}) {
  const { symbol } = useApp().token;
  const t = w.table;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={words.frame.table(w.title)}>
      <table className="positions stacked">
        <caption>{w.unit(symbol)}</caption>
        <thead>
          <tr>
            <th scope="col">{t.model}</th>
            <th scope="col" className="number">
              {t.rate}
            </th>
            {(
              [
                ["worth", undefined],
                ["filled", undefined],
                ["idle", undefined],
                ["principal", w.hints.principal],
                ["earned", w.hints.earned],
                ["rentPaid", undefined],
                ["pending", w.hints.pending],
              ] as const
            ).map(([name, hint]) => (
              <th key={name} scope="col" className="number" title={hint}>
                {t[name]}
              </th>
            ))}
            <th scope="col">{t.frees}</th>
            {onMove !== undefined && <th scope="col">{t.actions}</th>}
          </tr>
        </thead>
        <tbody>
          {positions.map((position) => (
            <Line key={`${position.model}:${position.tick}`} position={position} onMove={onMove} onLeave={onLeave} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({
  position,
  onMove,
  onLeave,
}: {
  readonly position: Shown;
  readonly onMove: ((position: Shown) => void) | undefined;
  readonly onLeave: ((position: Shown) => void) | undefined;
}) {
  const { model, name, tick, assets, filled, principal, earned, rentPaid, pending, market } = position;
  const t = w.table;
  const unknown = (
    <span className="none" title={w.unknown}>
      –
    </span>
  );
  return (
    <tr data-model={model} data-tick={tick}>
      <th scope="row">
        <a href={hrefOf({ screen: "model", model })}>{name}</a>
        <Mark position={position} />
      </th>
      <td className="number" data-name={t.rate}>
        <Rate rate={rate(tick)} />
      </td>
      <td className="number" data-name={t.worth}>
        <Amount wei={assets} bare />
      </td>
      <td className="number" data-name={t.filled}>
        <Amount wei={filled} bare />
      </td>
      <td className="number" data-name={t.idle}>
        <Amount wei={assets - filled} bare />
      </td>
      <td className="number" data-name={t.principal}>
        {principal === undefined ? unknown : <Amount wei={principal} bare />}
      </td>
      <td className="number" data-name={t.earned}>
        {earned === undefined ? unknown : <Change wei={earned} bare />}
      </td>
      <td className="number" data-name={t.rentPaid}>
        {rentPaid === undefined ? unknown : <Amount wei={rentPaid} bare />}
      </td>
      <td className="number" data-name={t.pending}>
        {pending.result === undefined ? (
          <Change wei={-pending.rent} bare />
        ) : (
          <Change wei={pending.result - pending.rent} bare />
        )}
      </td>
      <td data-name={t.frees}>
        <Frees position={position} market={market} />
      </td>
      {onMove !== undefined && (
        <td data-name={t.actions}>
          <span className="row-actions">
            <button type="button" className="button small" onClick={() => onMove(position)}>
              {w.raise}
            </button>
            <button type="button" className="button small quiet" onClick={() => onLeave?.(position)}>
              {w.withdraw}
            </button>
          </span>
        </td>
      )}
    </tr>
  );
}

function Mark({ position: { tick, assets, filled, market } }: { readonly position: Shown }) {
  if (market === undefined || assets === 0n) return null;
  if (filled >= assets) return <span className="tag good">{w.fills}</span>;
  if (tick < market.reserveTick) return <span className="tag bad">{w.belowReserve}</span>;
  if (filled > 0n) return <span className="tag">{w.partly}</span>;
  return (
    <span className="tag bad" title={w.outbidHint(rateText(market.rate))}>
      {w.outbid}
    </span>
  );
}

/** From when on it may leave: by the same rule as the contract's, in words. */
function Frees({ position: { tick }, market }: { readonly position: Shown; readonly market: MarketModel | undefined }) {
  const { moment } = useMoment();
  const now = useNow();
  if (moment === undefined || now === undefined) return <>…</>;
  const { phase, until } = phaseNow(moment, now);
  if (letsLeave(phase)) {
    return (
      <span>
        {w.frees.now} {until !== undefined && <span className="note">{w.frees.until(durationText(until - now))}</span>}
      </span>
    );
  }
  if (phase === "Quiet") return <>{w.frees.nextRound}</>;
  const idle = market !== undefined && (market.limit === 0n || tick < market.priceTick);
  if (!idle) return <>{w.frees.nextRound}</>;
  return <>{letsIdleLeave(phase) ? w.frees.idleNow : w.frees.pendingReport}</>;
}
