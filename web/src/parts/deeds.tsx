import type { Address as Hex } from "viem";

import { rate } from "stakespace/twin";

import { useDeeds } from "../data/reads.tsx";
import type { Deed } from "../data/types.ts";
import { hrefOf } from "../router.ts";
import { rateText } from "../units/amounts.ts";
import { words } from "../words/index.ts";
import { Address, Reading, Time, useAmountWords } from "./figures.tsx";
import { Empty, Failed } from "./notice.tsx";

const SHOWN = 12;

/** What was done with a model, or by an account: the last first. */
export function Deeds({ of }: { readonly of: { readonly model: number } | { readonly holder: Hex } }) {
  const { data, error, refetch } = useDeeds(of);
  if (data === undefined) return error === null ? <Reading /> : <Failed error={error} retry={() => void refetch()} />;
  if (data.length === 0) return <Empty>{words.model.deedsNone}</Empty>;
  return (
    <ol className="deeds">
      {data.slice(0, SHOWN).map((deed) => (
        <li key={deed.id}>
          {"model" in of ? (
            <Address address={deed.holder} href={hrefOf({ screen: "stake", holder: deed.holder })} />
          ) : (
            <a href={hrefOf({ screen: "model", model: deed.model })}>{words.model.title(deed.model)}</a>
          )}{" "}
          <Did deed={deed} /> <Time at={deed.at} relative />
        </li>
      ))}
    </ol>
  );
}

function Did({ deed: { kind, assets, tick, toTick } }: { readonly deed: Deed }) {
  const say = useAmountWords();
  const { did } = words.model;
  const at = rateText(rate(tick));
  return (
    <span>
      {kind === "move" ? did.move(say(assets), at, rateText(rate(toTick ?? tick))) : did[kind](say(assets), at)}
    </span>
  );
}
