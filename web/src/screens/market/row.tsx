import { memo } from "react";

import type { MarketModel } from "../../data/types.ts";
import { Amount, Meter, Rate } from "../../parts/figures.tsx";
import { hrefOf } from "../../router.ts";
import { partText, rateText, scoreText, shareText, signed } from "../../units/amounts.ts";
import { words } from "../../words/index.ts";
import { netReturn } from "./order.ts";

const w = words.market;

/** One model of the market. */
export const Row = memo(function Row({
  model,
  index,
  mine,
}: {
  readonly model: MarketModel;
  readonly index: number;
  readonly mine: boolean;
}) {
  const { id, name, limit, filled, rate, sheet } = model;
  const net = netReturn(model);
  const cell = (column: keyof typeof w.columns, children: React.ReactNode) => (
    <div role="cell" className={column}>
      <span className="cell-name" aria-hidden="true">
        {w.columns[column]}
      </span>
      {children}
    </div>
  );
  return (
    <div role="row" aria-rowindex={index + 2} className={index % 2 === 0 ? "model-row" : "model-row odd"}>
      <div role="cell" className="name">
        <a href={hrefOf({ screen: "model", model: id })}>{name}</a>
        <span className="note">
          #{id}
          {mine && <span className="tag">{words.model.yours}</span>}
        </span>
      </div>
      {cell("limit", <Amount wei={limit} bare />)}
      {cell(
        "filled",
        <span className="filled-cell">
          <Amount wei={filled} bare />
          <Meter part={filled} whole={limit} label={partText(filled, limit)} />
        </span>,
      )}
      {cell("rate", <Rate rate={rate} />)}
      {cell(
        "result",
        net === undefined ? (
          <None />
        ) : (
          <span className={net > 0n ? "gain figure" : net < 0n ? "loss figure" : "figure"}>
            {signed(rateText(net))}
          </span>
        ),
      )}
      {cell("score", sheet === undefined ? <None /> : <span className="figure">{scoreText(sheet.score)}</span>)}
      {cell("growth", sheet === undefined ? <None /> : <span className="figure">{scoreText(sheet.growth)}</span>)}
      {cell("baseShare", sheet === undefined ? <None /> : <span className="figure">{shareText(sheet.baseShare)}</span>)}
    </div>
  );
});

function None() {
  return (
    <span className="none" title={w.unscored}>
      –
    </span>
  );
}
