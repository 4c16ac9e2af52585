import { useMemo } from "react";

import { NOBODY_YET, useOwnBook } from "./own.ts";
import { BookTable } from "./bookTable.tsx";
import { Deeds } from "../../parts/deeds.tsx";
import { History } from "./history.tsx";
import { HowLimit } from "./howLimit.tsx";
import { Settle } from "./settle.tsx";
import { Book } from "../../parts/book.tsx";
import { Address, Amount, Meter, Rate, Reading, Stat, useAmountWords } from "../../parts/figures.tsx";
import { Empty, Failed } from "../../parts/notice.tsx";
import { type FullModel, useModel } from "../../data/reads.tsx";
import { hrefOf } from "../../router.ts";
import { partText, rateText } from "../../units/amounts.ts";
import { words } from "../../words/index.ts";
import { rate as rateOf } from "stakespace/twin";

const w = words.model;

/** Everything about one model. */
export default function Model({ id }: { readonly id: number }) {
  const { data, error, refetch } = useModel(id);
  if (data === undefined) {
    if (error === null) return <Reading />;
    const unknown = "code" in error && error.code === "UnknownModel";
    return unknown ? (
      <Empty action={<a href={hrefOf({ screen: "market" })}>{words.frame.toMarket}</a>}>{w.unknown(id)}</Empty>
    ) : (
      <Failed error={error} retry={() => void refetch()} />
    );
  }
  return <Known model={data} />;
}

function Known({ model }: { readonly model: FullModel }) {
  const { id, name, owner, account, uri, limit, filled, rate, reserveTick, priceTick, pools } = {
    ...model,
    id: model.model,
  };
  const own = useOwnBook(id);
  const say = useAmountWords();
  const ownTotal = useMemo(() => [...own.values()].reduce((sum, wei) => sum + wei, 0n), [own]);
  return (
    <>
      <div className="title with-action">
        <div>
          <p className="over">{w.title(id)}</p>
          <h1>{name}</h1>
          <p className="note">
            {w.owner} <Address address={owner} href={hrefOf({ screen: "stake", holder: owner as `0x${string}` })} />
            {account !== owner && (
              <>
                {" · "}
                {w.account} {account === NOBODY_YET ? w.nobody : <Address address={account} />}
              </>
            )}
          </p>
          {uri !== "" && (
            <p className="others-text">
              {w.uri}: <q>{uri.slice(0, 300)}</q>
            </p>
          )}
        </div>
        <a className="button primary" href={hrefOf({ screen: "bid", model: id, tick: undefined })}>
          {w.bid}
        </a>
      </div>
      <dl className="stats">
        <Stat name={w.limit}>
          <Amount wei={limit} />
        </Stat>
        <Stat
          name={w.filled}
          note={limit === 0n ? w.noSpace : filled >= limit ? w.soldOut : w.free(say(limit - filled))}
        >
          <Amount wei={filled} />
          <Meter part={filled} whole={limit} label={partText(filled, limit)} />
        </Stat>
        <Stat name={w.price} note={words.frame.perRound}>
          <Rate rate={rate} />
        </Stat>
        <Stat name={w.reserve} note={words.frame.perRound}>
          <Rate rate={rateOf(reserveTick)} />
        </Stat>
        {own.size > 0 && (
          <Stat name={w.yours}>
            <Amount wei={ownTotal} />
          </Stat>
        )}
      </dl>
      <Settle model={model} name={name} />
      <section aria-labelledby="book">
        <h2 id="book">{w.book}</h2>
        <p className="note">{w.bookIntro}</p>
        {pools.length === 0 ? (
          <Empty>{w.bookEmpty}</Empty>
        ) : (
          <div className="beside">
            <Book
              pools={pools}
              limit={limit}
              priceTick={priceTick}
              reserveTick={reserveTick}
              own={own}
              label={w.bookLabel(pools.length, say(filled), rateText(rate))}
            />
            <BookTable model={model} own={own} />
          </div>
        )}
      </section>
      <HowLimit model={model} />
      <History id={id} />
      <section aria-labelledby="deeds">
        <h2 id="deeds">{w.deeds}</h2>
        <Deeds of={{ model: id }} />
      </section>
    </>
  );
}
