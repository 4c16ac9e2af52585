import { useMemo, useState } from "react";

import { rate } from "stakespace/twin";

import { useApp } from "../../data/app.tsx";
import { type FullModel, useModel } from "../../data/reads.tsx";
import { DealPanel } from "../../parts/dealPanel.tsx";
import { Amount, Meter, Rate, Reading, Stat, useAmountWords } from "../../parts/figures.tsx";
import { TickSlider } from "../../parts/tickSlider.tsx";
import { adviseReserve } from "../../preview/reserve.ts";
import { hrefOf } from "../../router.ts";
import { partText, rateText } from "../../units/amounts.ts";
import { acceptDeal, reserveDeal, spaceDeal } from "../../wallet/deals.ts";
import { useDeal } from "../../wallet/useDeal.ts";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";
import { useOwnBook } from "../model/own.ts";

const w = words.owner;

/** One model of the owner's. */
export function Owned({ id, owner }: { readonly id: number; readonly owner: `0x${string}` }) {
  const { data } = useModel(id);
  if (data === undefined) return <Reading />;
  // The index may not have heard of a sale yet.
  if (data.owner.toLowerCase() !== owner.toLowerCase()) return null;
  return <Card model={data} owner={owner} />;
}

function Card({ model, owner }: { readonly model: FullModel; readonly owner: `0x${string}` }) {
  const { config } = useApp();
  const { wrongChain } = useWallet();
  const deal = useDeal();
  const say = useAmountWords();
  const { addresses } = config;
  const busy = deal.busy || wrongChain;
  return (
    <section className="panel card" aria-label={model.name} data-model={model.model}>
      <h2>
        <a href={hrefOf({ screen: "model", model: model.model })}>{model.name}</a>{" "}
        <span className="note">#{model.model}</span>
      </h2>
      <dl className="stats">
        <Stat name={w.rent}>
          <Amount wei={model.rent} />
        </Stat>
        <Stat name={w.filled}>
          <Amount wei={model.filled} />
          <Meter part={model.filled} whole={model.limit} label={partText(model.filled, model.limit)} />
        </Stat>
        <Stat name={w.price} note={words.frame.perRound}>
          <Rate rate={model.rate} />
        </Stat>
      </dl>
      <button
        type="button"
        className="button primary"
        disabled={busy || model.rent === 0n}
        onClick={() =>
          void deal.run(
            spaceDeal(addresses, "collectRent", model.model, {
              title: w.titles.collect(model.name),
              done: words.deal.rentCollected,
            }),
          )
        }
      >
        {model.rent === 0n ? w.nothing : w.collect(say(model.rent))}
      </button>
      {model.account.toLowerCase() !== owner.toLowerCase() && (
        <div className="accept">
          <p className="note">{w.acceptHelp}</p>
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void deal.run(acceptDeal(addresses, model.model, w.titles.accept(model.name)))}
          >
            {w.accept}
          </button>
        </div>
      )}
      <Reserve
        model={model}
        busy={busy}
        onSet={(tick) =>
          void deal.run(reserveDeal(addresses, model.model, tick, w.titles.reserve(model.name, rateText(rate(tick)))))
        }
      />
      <DealPanel state={deal.state} onDismiss={deal.reset} />
    </section>
  );
}

function Reserve({
  model,
  busy,
  onSet,
}: {
  readonly model: FullModel;
  readonly busy: boolean;
  readonly onSet: (tick: number) => void;
}) {
  const [tick, setTick] = useState(model.nextReserveTick);
  const own = useOwnBook(model.model);
  const advice = useMemo(() => adviseReserve(model, own), [model, own]);
  const say = useAmountWords();
  const [now, next] = [rateText(rate(model.reserveTick)), rateText(rate(model.nextReserveTick))];
  return (
    <div className="reserve">
      <TickSlider
        name={w.reserve}
        tick={tick}
        onChange={setTick}
        picks={advice.rent > advice.rentNow ? [{ name: w.suggest(""), tick: advice.tick }] : []}
      />
      <p className="note">
        {w.reserveNow(now)}
        {model.nextReserveTick !== model.reserveTick && <>; {w.reserveNext(next)}</>}. {w.reserveHelp}
      </p>
      <p className="note">
        {model.demand === 0n && model.pools.length === 0
          ? w.suggestionNone
          : advice.rent > advice.rentNow
            ? w.suggestion(rateText(rate(advice.tick)), say(advice.rent), say(advice.rentNow))
            : w.suggestionSame(say(advice.rentNow))}
      </p>
      <button
        type="button"
        className="button"
        disabled={busy || tick === model.nextReserveTick}
        onClick={() => onSet(tick)}
      >
        {w.set(rateText(rate(tick)))}
      </button>
    </div>
  );
}
