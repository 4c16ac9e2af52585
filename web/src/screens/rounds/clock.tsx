import type { Moment } from "stakespace/viem";

import { useApp } from "../../data/app.tsx";
import { useMoment, useNow } from "../../data/head.tsx";
import { DealPanel } from "../../parts/dealPanel.tsx";
import { Reading, Time } from "../../parts/figures.tsx";
import { Notice } from "../../parts/notice.tsx";
import { phaseNow } from "../../units/phase.ts";
import { fromNow } from "../../units/times.ts";
import { finalizeDeal, spaceDeal } from "../../wallet/deals.ts";
import { useDeal } from "../../wallet/useDeal.ts";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";

const w = words.rounds;

/** The open round: its phases in a line, and each boundary with its time. */
export function Clock() {
  const { moment } = useMoment();
  const now = useNow();
  const { config } = useApp();
  const { address, wrongChain } = useWallet();
  const deal = useDeal();
  if (moment === undefined || now === undefined) return <Reading />;
  const { phase } = phaseNow(moment, now);
  const { view, parameters } = moment;
  const boundaries = boundariesOf(moment);
  return (
    <section className="panel" aria-labelledby="clock">
      <h2 id="clock">
        {words.frame.round(view.round)}{" "}
        <span className={`phase ${phase.toLowerCase()}`}>{words.frame.phases[phase]}</span>
      </h2>
      {phase !== "Recess" && <Line moment={moment} now={now} />}
      <ol className="boundaries">
        {boundaries.map(({ name, at }) => (
          <li key={name} className={at <= now ? "passed" : undefined}>
            <span>{w.boundaries[name]}</span>
            <Time at={at} relative />
          </li>
        ))}
      </ol>
      {phase === "Pending" && now < view.finalFrom && <Notice>{w.veto(fromNow(view.finalFrom, now))}</Notice>}
      {view.missedRounds > 0 && (
        <Notice kind="warning">{w.missed(view.missedRounds, parameters.maxMissedRounds)}</Notice>
      )}
      {phase === "Pending" && now >= view.finalFrom && (
        <>
          <p className="note">{w.finalizeHelp}</p>
          <button
            type="button"
            className="button"
            disabled={address === undefined || wrongChain || deal.busy}
            onClick={() => void deal.run(finalizeDeal(config.addresses, view.round, w.finalize))}
          >
            {w.finalize}
          </button>
        </>
      )}
      {phase === "Overdue" && (
        <>
          <p className="note">{w.expireHelp}</p>
          <button
            type="button"
            className="button"
            disabled={address === undefined || wrongChain || deal.busy}
            onClick={() =>
              void deal.run(
                spaceDeal(config.addresses, "expireRound", undefined, { title: w.expire, done: words.deal.expired }),
              )
            }
          >
            {w.expire}
          </button>
        </>
      )}
      <DealPanel state={deal.state} onDismiss={deal.reset} />
    </section>
  );
}

function boundariesOf({ view }: Moment): { readonly name: keyof typeof w.boundaries; readonly at: number }[] {
  if (view.phase === "Recess") return [{ name: "opensAt", at: view.opensAt }];
  const { opensAt, quietFrom, locksAt, reportFrom, reportBy, finalFrom, proposedAt } = view;
  return [
    { name: "opensAt", at: opensAt },
    { name: "quietFrom", at: quietFrom },
    { name: "locksAt", at: locksAt },
    { name: "reportFrom", at: reportFrom },
    proposedAt > 0 ? { name: "finalFrom", at: finalFrom } : { name: "reportBy", at: reportBy },
  ];
}

/** The round as a line, each phase as long as it lasts. */
function Line({ moment: { view }, now }: { readonly moment: Moment; readonly now: number }) {
  const end = Math.max(view.reportBy, view.finalFrom);
  const at = (time: number): number => ((Math.min(time, end) - view.opensAt) / (end - view.opensAt)) * 1_000;
  const parts = [
    ["bidding", view.opensAt, view.quietFrom],
    ["quiet", view.quietFrom, view.locksAt],
    ["live", view.locksAt, view.reportFrom],
    ["reporting", view.reportFrom, end],
  ] as const;
  return (
    <svg className="clock-line" viewBox="0 0 1000 26" preserveAspectRatio="none" aria-hidden="true">
      {parts.map(([name, from, to]) => (
        <rect key={name} className={name} x={at(from)} width={Math.max(2, at(to) - at(from) - 2)} y="7" height="12" />
      ))}
      <rect className="clock-now" x={at(now) - 2} width="4" y="0" height="26" />
    </svg>
  );
}
