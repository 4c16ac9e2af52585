import { useMemo } from "react";

import { useApp } from "../../data/app.tsx";
import { useIndexState } from "../../data/head.tsx";
import { useRounds } from "../../data/reads.tsx";
import type { RoundFacts } from "../../data/types.ts";
import { Chart, type Series } from "../../parts/chart.tsx";
import { Amount, Reading, Time } from "../../parts/figures.tsx";
import { Empty, Failed } from "../../parts/notice.tsx";
import { hrefOf } from "../../router.ts";
import { fractionText, toNumber } from "../../units/amounts.ts";
import { words } from "../../words/index.ts";
import { Clock } from "./clock.tsx";
import { Ledger } from "./ledger.tsx";
import { Reports } from "./reports.tsx";

const w = words.rounds;
const FACTORS = [0, 1] as const;

/** The open round's clock, and all rounds; with a number, that round's reports. */
export default function Rounds({ round }: { readonly round: number | undefined }) {
  const { data, error, refetch } = useRounds();
  const index = useIndexState();
  const wanted = round ?? data?.[0]?.round;
  const chosen = data?.find((facts) => facts.round === wanted);
  return (
    <>
      <div className="title">
        <h1>{round === undefined ? w.title : words.frame.round(round)}</h1>
        {round !== undefined && (
          <p>
            <a href={hrefOf({ screen: "rounds", round: undefined })}>← {w.all}</a>
          </p>
        )}
      </div>
      {round === undefined && <Clock />}
      {chosen !== undefined && (round !== undefined || chosen.reports.length > 0) && <Reports facts={chosen} />}
      {round === undefined && <Ledger />}
      <section aria-labelledby="rounds">
        <h2 id="rounds">{w.history}</h2>
        {data === undefined && (error === null ? <Reading /> : <Failed error={error} retry={() => void refetch()} />)}
        {data?.length === 0 && <Empty>{w.none}</Empty>}
        {data !== undefined && data.length > 0 && <History rounds={data} current={round} />}
        {index?.kind !== "up" && data !== undefined && <p className="note">{w.partial}</p>}
      </section>
    </>
  );
}

function History({
  rounds,
  current,
}: {
  readonly rounds: readonly RoundFacts[];
  readonly current: number | undefined;
}) {
  const { token } = useApp();
  const { numbers, flows, factor } = useMemo(() => chartsOf(rounds, token.decimals), [rounds, token.decimals]);
  const t = w.table;
  return (
    <>
      {numbers.length > 1 && (
        <div className="charts two">
          <Chart title={w.chart} rounds={numbers} series={flows} unit={token.symbol} />
          <Chart title={w.chartFactor} rounds={numbers} series={factor} unit="" range={FACTORS} />
        </div>
      )}
      <div className="table-scroll" tabIndex={0} role="region" aria-label={words.frame.table(w.history)}>
        <table className="stacked">
          <thead>
            <tr>
              <th scope="col">{t.round}</th>
              <th scope="col">{t.outcome}</th>
              <th scope="col">{t.closed}</th>
              {(["filled", "gained", "burned", "rent"] as const).map((name) => (
                <th key={name} scope="col" className="number">
                  {t[name]} <span className="unit">{token.symbol}</span>
                </th>
              ))}
              <th scope="col" className="number">
                {t.payoutFactor}
              </th>
            </tr>
          </thead>
          <tbody>
            {rounds.map((facts) => (
              <tr key={facts.round} className={facts.round === current ? "at-price" : undefined}>
                <th scope="row">
                  <a href={hrefOf({ screen: "rounds", round: facts.round })}>{words.frame.round(facts.round)}</a>
                </th>
                <td data-name={t.outcome}>{w.outcomes[facts.outcome]}</td>
                <td data-name={t.closed}>{facts.closedAt === undefined ? "–" : <Time at={facts.closedAt} />}</td>
                {(["filled", "gained", "burned", "rent"] as const).map((name) => (
                  <td key={name} className="number" data-name={t[name]}>
                    {facts.outcome === "Reported" ? <Amount wei={facts[name]} bare /> : "–"}
                  </td>
                ))}
                <td className="number" data-name={t.payoutFactor}>
                  {facts.payoutFactor === undefined ? "–" : fractionText(facts.payoutFactor)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function chartsOf(rounds: readonly RoundFacts[], decimals: number) {
  const reported = rounds.filter(({ outcome }) => outcome === "Reported").toReversed();
  const amounts = (name: "gained" | "burned" | "rent") => reported.map((facts) => toNumber(facts[name], decimals));
  const flows: Series[] = [
    { name: w.series.gained, color: "first", values: amounts("gained") },
    { name: w.series.burned, color: "third", values: amounts("burned") },
    { name: w.series.rent, color: "second", values: amounts("rent") },
  ];
  const factor: Series[] = [
    {
      name: w.series.factor,
      color: "first",
      values: reported.map(({ payoutFactor }) => (payoutFactor === undefined ? null : toNumber(payoutFactor, 18))),
    },
  ];
  return { numbers: reported.map(({ round }) => round), flows, factor };
}
