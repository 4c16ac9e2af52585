import { useState } from "react";

import { RATE_ONE, rate as rateOf } from "stakespace/twin";

import { type Position, useMarket, usePositions, usePurse } from "../../data/reads.tsx";
import { usePendingReport } from "../../data/pending.tsx";
import { useMoment } from "../../data/head.tsx";
import { Deeds } from "../../parts/deeds.tsx";
import { TextField } from "../../parts/field.tsx";
import { Amount, Change, Reading, Stat, Whole } from "../../parts/figures.tsx";
import { Empty, Failed } from "../../parts/notice.tsx";
import { outcomeOf } from "../../preview/outcome.ts";
import { recordOf } from "stakespace/twin";
import { hrefOf } from "../../router.ts";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";
import { MoveDialog } from "./moveDialog.tsx";
import { Positions, type Shown } from "./positions.tsx";
import { WithdrawDialog } from "./withdrawDialog.tsx";

const w = words.stake;

/** What an account has staked; one's own where none is named. */
export default function Stake({ holder: named }: { readonly holder: `0x${string}` | undefined }) {
  const { address } = useWallet();
  const holder = named ?? address;
  const own = holder !== undefined && holder.toLowerCase() === address?.toLowerCase();
  return (
    <>
      <div className="title">
        <h1>{own || holder === undefined ? w.title : w.titleOf}</h1>
        {holder !== undefined && !own && <Whole hex={holder} />}
      </div>
      {holder === undefined ? <Empty>{w.connect}</Empty> : <Of holder={holder} own={own} />}
      <Look />
    </>
  );
}

function Of({ holder, own }: { readonly holder: `0x${string}`; readonly own: boolean }) {
  const { data, error, refetch } = usePositions(holder);
  const { data: purse } = usePurse(holder);
  const shown = useShown(data ?? []);
  // Kept here, because what is moved or withdrawn may be the last there was, and its dialog still has to say so.
  const [moving, setMoving] = useState<Shown>();
  const [leaving, setLeaving] = useState<Shown>();
  if (data === undefined) return error === null ? <Reading /> : <Failed error={error} retry={() => void refetch()} />;
  const sum = (of: (position: Shown) => bigint | undefined): bigint =>
    shown.reduce((total, position) => total + (of(position) ?? 0n), 0n);
  const known = shown.every(({ earned }) => earned !== undefined);
  return (
    <>
      <dl className="stats">
        <Stat name={w.total}>
          <Amount wei={sum(({ assets }) => assets)} />
        </Stat>
        <Stat name={w.filled}>
          <Amount wei={sum(({ filled }) => filled)} />
        </Stat>
        <Stat name={w.idle}>
          <Amount wei={sum(({ assets, filled }) => assets - filled)} />
        </Stat>
        <Stat name={w.earned} hint={w.hints.earned} note={known ? undefined : w.unknown}>
          {known ? <Change wei={sum(({ earned }) => earned)} /> : "–"}
        </Stat>
        <Stat name={w.rentPaid} note={known ? undefined : w.unknown}>
          {known ? <Amount wei={sum(({ rentPaid }) => rentPaid)} /> : "–"}
        </Stat>
        {purse !== undefined && (
          <Stat name={w.wallet}>
            <Amount wei={purse.balance} />
          </Stat>
        )}
      </dl>
      {shown.length === 0 ? (
        <Empty
          hint={w.noneHint}
          action={
            <a className="button" href={hrefOf({ screen: "market" })}>
              {words.frame.toMarket}
            </a>
          }
        >
          {w.none}
        </Empty>
      ) : (
        <Positions positions={shown} onMove={own ? setMoving : undefined} onLeave={own ? setLeaving : undefined} />
      )}
      {moving !== undefined && <MoveDialog position={moving} onClose={() => setMoving(undefined)} />}
      {leaving !== undefined && (
        <WithdrawDialog position={leaving} holder={holder} onClose={() => setLeaving(undefined)} />
      )}
      <section aria-labelledby="did">
        <h2 id="did">{w.history}</h2>
        <Deeds of={{ holder }} />
      </section>
    </>
  );
}

/** Positions with the names of their models, and what the open round will move on them. */
function useShown(positions: readonly Position[]): readonly Shown[] {
  const { data: market } = useMarket();
  const { moment } = useMoment();
  const report = usePendingReport();
  return positions.map((position) => {
    const model = market?.models.find(({ id }) => id === position.model);
    const { principal, rentPaid, assets, filled } = position;
    return {
      ...position,
      name: model?.name ?? words.model.title(position.model),
      market: model,
      // What is there now is what was put in, less rent, and what was gained or burned.
      earned: principal === undefined || rentPaid === undefined ? undefined : assets - principal + rentPaid,
      pending:
        moment === undefined || model === undefined
          ? { rent: (filled * rateOf(0)) / RATE_ONE, result: undefined }
          : outcomeOf(
              filled,
              BigInt(model.rate),
              moment.parameters,
              report,
              report === undefined ? undefined : recordOf(report.records, position.model),
            ),
    };
  });
}

function Look() {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  return (
    <form
      className="look"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = /^\s*(0x[0-9a-fA-F]{40})\s*$/.exec(text)?.[1];
        setWrong(found === undefined);
        if (found !== undefined) location.hash = hrefOf({ screen: "stake", holder: found as `0x${string}` });
      }}
    >
      <TextField
        name={w.look}
        value={text}
        onChange={setText}
        help={w.lookHint}
        error={wrong ? w.bad : undefined}
        action={
          <button type="submit" className="button small">
            {w.go}
          </button>
        }
      />
    </form>
  );
}
