import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import { MAX_SHARES, MAX_TICK, rate, VIRTUAL_SHARES } from "stakespace/twin";
import type { Moment, PositionView } from "stakespace/viem";

import { useApp } from "../../data/app.tsx";
import { useMoment, useNow } from "../../data/head.tsx";
import { type FullModel, useModel, usePositionsOn, usePurse } from "../../data/reads.tsx";
import { Book } from "../../parts/book.tsx";
import { DealPanel } from "../../parts/dealPanel.tsx";
import { TextField } from "../../parts/field.tsx";
import { Reading, useAmountWords, useExactWords } from "../../parts/figures.tsx";
import { Empty, Failed } from "../../parts/notice.tsx";
import { TickSlider } from "../../parts/tickSlider.tsx";
import { preview } from "../../preview/bid.ts";
import { hrefOf } from "../../router.ts";
import { exactAmount, parseAmount, rateText } from "../../units/amounts.ts";
import { phaseNow, takesBids } from "../../units/phase.ts";
import { bidDeal, takesPermits } from "../../wallet/bidDeal.ts";
import { useDeal } from "../../wallet/useDeal.ts";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";
import { Effects } from "./effects.tsx";
import { Warnings } from "./warnings.tsx";

const w = words.bid;
const NONE: readonly PositionView[] = [];
/** More than any pool takes; nothing is previewed beyond. */
const LARGEST = MAX_SHARES / VIRTUAL_SHARES / 2n;

/** A bid: how much, at most for what, and what that does before it is signed. */
export default function Bid({ id, firstTick }: { readonly id: number; readonly firstTick: number | undefined }) {
  const { data: model, error, refetch } = useModel(id);
  const { moment } = useMoment();
  if (model === undefined && error !== null) {
    const unknown = "code" in error && error.code === "UnknownModel";
    return unknown ? <Empty>{words.model.unknown(id)}</Empty> : <Failed error={error} retry={() => void refetch()} />;
  }
  if (model === undefined || moment === undefined) return <Reading />;
  return <Form model={model} moment={moment} firstTick={firstTick} />;
}

function Form({
  model,
  moment,
  firstTick,
}: {
  readonly model: FullModel;
  readonly moment: Moment;
  readonly firstTick: number | undefined;
}) {
  const app = useApp();
  const { config, token } = app;
  const { address, wrongChain } = useWallet();
  const now = useNow() ?? moment.block.timestamp;
  const positions = usePositionsOn(model.model, address).data ?? NONE;
  const { data: purse } = usePurse(address);
  const permits = useQuery({
    queryKey: ["permits", address],
    queryFn: () => takesPermits(app, address!),
    enabled: address !== undefined,
    staleTime: Infinity,
  }).data;
  const soldOut = model.filled >= model.limit && model.limit > 0n;
  const above = Math.min(MAX_TICK, soldOut ? model.priceTick + 1 : Math.max(model.reserveTick, model.priceTick));
  const [tick, setTick] = useState(firstTick ?? above);
  const [text, setText] = useState("");
  const [touched, setTouched] = useState(false);
  const [by, setBy] = useState<"permit" | "approval">("permit");
  const deal = useDeal();
  const say = useAmountWords();
  const exact = useExactWords();

  const typed = parseAmount(text, token.decimals);
  const assets = typed ?? 0n;
  const shown = useMemo(
    () => preview(model, positions, { tick, assets: assets > LARGEST ? 0n : assets }, moment.parameters),
    [model, positions, tick, assets, moment.parameters],
  );
  const own = useMemo(() => new Map(positions.map((position) => [position.tick, position.assets])), [positions]);
  const { phase } = phaseNow(moment, now);
  const open = takesBids(phase) && !moment.view.paused;
  const there = own.get(tick) ?? 0n;
  const wrong = !touched
    ? undefined
    : text.trim() === ""
      ? w.errors.noAmount
      : typed === undefined
        ? w.errors.badAmount(token.decimals)
        : purse !== undefined && assets > purse.balance
          ? w.errors.tooMuch(say(purse.balance))
          : assets + there < moment.parameters.minBid
            ? w.errors.tooLittle(say(moment.parameters.minBid))
            : undefined;
  const allowed = purse !== undefined && assets > 0n && purse.allowance >= assets;
  const way = permits === true ? by : "approval";
  const ready = address !== undefined && !wrongChain && open && !deal.busy && purse !== undefined;
  const rateWords = rateText(rate(tick));

  const send = async (): Promise<void> => {
    setTouched(true);
    if (!ready || assets === 0n || assets > purse.balance || assets + there < moment.parameters.minBid) return;
    const titles = {
      bid: w.titles.bid(exact(assets), rateWords, model.name),
      approve: w.titles.approve(exact(assets)),
      permit: w.titles.permit(exact(assets)),
    };
    const terms = { model: model.model, tick, assets, holder: address, allowance: purse.allowance, by: way };
    const done = await deal.run(bidDeal(app, { round: moment.view.round, now }, terms, titles));
    if (done) {
      setText("");
      setTouched(false);
    }
  };

  return (
    <>
      <div className="title">
        <p className="over">
          <a href={hrefOf({ screen: "model", model: model.model })}>← {w.back}</a>
        </p>
        <h1>{w.title(model.name)}</h1>
        <p>{w.intro}</p>
      </div>
      <div className="bid-layout">
        <form
          className="panel"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <TextField
            name={w.amount}
            value={text}
            inputMode="decimal"
            unit={token.symbol}
            error={wrong}
            {...(purse !== undefined && { help: w.inWallet(say(purse.balance)) })}
            onChange={(value) => {
              setText(value);
              setTouched(true);
            }}
            action={
              purse !== undefined && (
                <button
                  type="button"
                  className="button small quiet"
                  onClick={() => {
                    setText(exactAmount(purse.balance, token.decimals));
                    setTouched(true);
                  }}
                >
                  {w.max}
                </button>
              )
            }
          />
          <TickSlider
            name={w.rate}
            tick={tick}
            onChange={setTick}
            picks={[
              { name: w.picks.reserve, tick: model.reserveTick },
              { name: w.picks.price, tick: model.priceTick },
              { name: w.picks.above, tick: above },
              { name: w.picks.most, tick: MAX_TICK },
            ].filter(({ tick: step }, i, all) => all.findIndex((other) => other.tick === step) === i)}
          />
          <Warnings preview={shown} model={model} wish={{ tick, assets }} phase={phase} paused={moment.view.paused} />
          {address !== undefined && assets > 0n && (
            <fieldset className="ways">
              <legend>{w.allow}</legend>
              {allowed ? (
                <p>{w.allowed}</p>
              ) : (
                (permits === true ? (["permit", "approval"] as const) : (["approval"] as const)).map((name) => (
                  <label key={name}>
                    <input type="radio" name="way" checked={way === name} onChange={() => setBy(name)} /> {w[name]}
                  </label>
                ))
              )}
            </fieldset>
          )}
          <button type="submit" className="button primary wide" disabled={!ready}>
            {assets === 0n ? w.sendPlain : w.send(exact(assets), rateWords)}
          </button>
          {address === undefined && <p className="note">{w.errors.noWallet}</p>}
          <DealPanel state={deal.state} onDismiss={deal.reset} />
        </form>
        <section className="panel" aria-labelledby="preview">
          <h2 id="preview">{w.preview}</h2>
          <Effects preview={shown} assets={assets} clip={moment.parameters.returnClip} tick={tick} />
          <Book
            pools={shown.lines}
            limit={model.limit}
            priceTick={shown.priceTick}
            reserveTick={model.reserveTick}
            own={own}
            preview={assets === 0n ? undefined : { tick, assets }}
            label={words.model.bookLabel(shown.lines.length, say(shown.filled), rateText(rate(shown.priceTick)))}
          />
          <p className="note">{w.shifts}</p>
        </section>
      </div>
      <p className="note">{words.frame.network(config.chainName, config.chainId)}</p>
    </>
  );
}
