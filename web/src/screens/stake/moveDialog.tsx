import { useMemo, useState } from "react";

import { MAX_TICK, rate } from "stakespace/twin";

import { useApp } from "../../data/app.tsx";
import { useMoment, useNow } from "../../data/head.tsx";
import { useModel, usePositionsOn } from "../../data/reads.tsx";
import { DealPanel } from "../../parts/dealPanel.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Amount, Rate, Reading, Stat, useAmountWords, useExactWords } from "../../parts/figures.tsx";
import { TickSlider } from "../../parts/tickSlider.tsx";
import { preview } from "../../preview/bid.ts";
import { rateText } from "../../units/amounts.ts";
import { moveDeal } from "../../wallet/deals.ts";
import { useDeal } from "../../wallet/useDeal.ts";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";
import type { Shown } from "./positions.tsx";

const w = words.stake;

/** All of a position to another rate of its model. */
export function MoveDialog({ position, onClose }: { readonly position: Shown; readonly onClose: () => void }) {
  const { config } = useApp();
  const { address, wrongChain } = useWallet();
  const { data: model } = useModel(position.model);
  const positions = usePositionsOn(position.model, address).data;
  const { moment } = useMoment();
  const now = useNow();
  const price = position.market?.priceTick ?? position.tick;
  const above = Math.min(MAX_TICK, Math.max(price, position.tick) + 1);
  const [tick, setTick] = useState(above);
  const deal = useDeal();
  const say = useAmountWords();
  const exact = useExactWords();
  const shown = useMemo(
    () =>
      model === undefined || positions === undefined || moment === undefined
        ? undefined
        : preview(
            model,
            positions,
            { tick, assets: 0n, from: { tick: position.tick, shares: sharesOf(positions, position) } },
            moment.parameters,
          ),
    [model, positions, moment, tick, position],
  );
  const [from, to] = [rateText(rate(position.tick)), rateText(rate(tick))];
  const same = tick === position.tick;
  return (
    <Dialog title={w.raiseTitle(position.name)} onClose={onClose}>
      <p>{w.raiseIntro(say(position.assets), from)}</p>
      <TickSlider
        name={w.moveTo}
        tick={tick}
        onChange={setTick}
        picks={[
          { name: words.bid.picks.price, tick: price },
          { name: words.bid.picks.above, tick: above },
          { name: words.bid.picks.most, tick: MAX_TICK },
        ]}
      />
      {shown === undefined ? (
        <Reading />
      ) : (
        <dl className="stats">
          <Stat name={w.filled} note={w.afterMove}>
            <Amount wei={shown.filled} />
          </Stat>
          <Stat name={words.bid.price} note={words.bid.priceNow(rateText(rate(shown.priceBefore)))}>
            <Rate rate={rate(shown.priceTick)} />
          </Stat>
          <Stat name={words.bid.rent}>
            <Amount wei={shown.rent} />
          </Stat>
        </dl>
      )}
      <DealPanel state={deal.state} onDismiss={deal.reset} />
      <div className="actions">
        <button
          type="button"
          className="button primary"
          disabled={
            same || deal.busy || wrongChain || moment === undefined || now === undefined || positions === undefined
          }
          onClick={() => {
            if (moment === undefined || now === undefined || positions === undefined) return;
            const terms = {
              model: position.model,
              from: position.tick,
              to: tick,
              shares: sharesOf(positions, position),
            };
            void deal.run(
              moveDeal(
                config.addresses,
                { round: moment.view.round, now },
                terms,
                w.moveTitles(exact(position.assets), from, to),
              ),
            );
          }}
        >
          {same ? w.same : w.send(to)}
        </button>
        <button type="button" className="button quiet" onClick={onClose}>
          {deal.state.kind === "done" ? words.frame.wallet.close : w.cancel}
        </button>
      </div>
    </Dialog>
  );
}

/** The shares as they are now: between opening the dialog and sending, a round may have been settled. */
function sharesOf(positions: readonly { tick: number; shares: bigint }[], { tick }: Shown): bigint {
  return positions.find((position) => position.tick === tick)?.shares ?? 0n;
}
