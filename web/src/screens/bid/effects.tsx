import { rate } from "stakespace/twin";

import { Amount, Meter, Rate, Stat, useAmountWords } from "../../parts/figures.tsx";
import type { Preview } from "../../preview/bid.ts";
import { fractionText, partText, rateText } from "../../units/amounts.ts";
import { words } from "../../words/index.ts";

const w = words.bid;

/** What a bid would do, in figures. */
export function Effects({
  preview,
  assets,
  clip,
  tick,
}: {
  readonly preview: Preview;
  readonly assets: bigint;
  readonly clip: bigint;
  readonly tick: number;
}) {
  const say = useAmountWords();
  const { filled, priceTick, priceBefore, rent, ownAssets, ownFilled, displaced, displacedOwn, mostRent, mostLoss } =
    preview;
  return (
    <>
      <dl className="stats effects" aria-live="polite">
        <Stat name={w.fills} note={assets === 0n ? undefined : w.fillsOf(partText(filled, assets))}>
          <Amount wei={filled} />
          <Meter part={filled} whole={assets} label={partText(filled, assets)} />
        </Stat>
        <Stat
          name={w.price}
          note={priceBefore === priceTick ? words.frame.perRound : w.priceNow(rateText(rate(priceBefore)))}
        >
          <Rate rate={rate(priceTick)} />
        </Stat>
        <Stat name={w.rent}>
          <Amount wei={rent} />
        </Stat>
        <Stat name={w.yours} note={w.yoursFilled(say(ownFilled))}>
          <Amount wei={ownAssets} />
        </Stat>
        <Stat name={w.displaced} note={displacedOwn > 0n ? w.displacedYours(say(displacedOwn)) : undefined}>
          <Amount wei={displaced} />
        </Stat>
      </dl>
      {assets > 0n && (
        <div className="most">
          <p>
            <strong>{w.most}</strong> <Amount wei={mostRent + mostLoss} /> <span className="note">{w.mostIntro}</span>
          </p>
          <ul>
            <li>{w.mostRent(say(mostRent), rateText(rate(tick)))}</li>
            <li>{w.mostLoss(say(mostLoss), fractionText(clip, 0))}</li>
          </ul>
        </div>
      )}
    </>
  );
}
