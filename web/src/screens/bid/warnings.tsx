import { type Phase, rate } from "stakespace/twin";
import type { ModelView } from "stakespace/viem";

import { useAmountWords } from "../../parts/figures.tsx";
import { Notice } from "../../parts/notice.tsx";
import type { Preview } from "../../preview/bid.ts";
import { rateText } from "../../units/amounts.ts";
import { takesBids } from "../../units/phase.ts";
import { words } from "../../words/index.ts";

const w = words.bid.warnings;

/** What one should know before one bids. */
export function Warnings({
  preview,
  model,
  wish,
  phase,
  paused,
}: {
  readonly preview: Preview;
  readonly model: ModelView;
  readonly wish: { readonly tick: number; readonly assets: bigint };
  readonly phase: Phase;
  readonly paused: boolean;
}) {
  const say = useAmountWords();
  const { filled, fillsFrom, priceTick, priceBefore } = preview;
  const idle = wish.assets - filled;
  return (
    <div role="status" className="warnings">
      {!takesBids(phase) && <Notice kind="warning">{w.closed}</Notice>}
      {paused && <Notice kind="warning">{w.paused}</Notice>}
      {phase === "Quiet" && <Notice kind="info">{w.quiet}</Notice>}
      {wish.assets > 0n && filled === 0n && (
        <Notice kind="warning">
          <strong>
            {model.limit === 0n ? w.nothingSpace : wish.tick < model.reserveTick ? w.nothingReserve : w.nothing}
          </strong>{" "}
          {fillsFrom !== undefined && w.fillsAt(rateText(rate(fillsFrom)))}
        </Notice>
      )}
      {filled > 0n && idle > 0n && <Notice kind="info">{w.part(say(idle))}</Notice>}
      {filled > 0n && priceTick > priceBefore && (
        <Notice kind="info">{w.pays(rateText(rate(priceTick)), rateText(rate(priceBefore)))}</Notice>
      )}
    </div>
  );
}
