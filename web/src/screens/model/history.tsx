import { useMemo } from "react";

import { useApp } from "../../data/app.tsx";
import { useModelRounds } from "../../data/reads.tsx";
import type { ModelRound } from "../../data/types.ts";
import { Chart, type Series } from "../../parts/chart.tsx";
import { Amount, Change, Rate, Reading } from "../../parts/figures.tsx";
import { Empty, Failed } from "../../parts/notice.tsx";
import { hrefOf } from "../../router.ts";
import { scoreText, shareText, toNumber } from "../../units/amounts.ts";
import { words } from "../../words/index.ts";

const w = words.model;

/** What rounds did to the model: three charts, and the same as figures. */
export function History({ id }: { readonly id: number }) {
  const { data, error, refetch } = useModelRounds(id);
  return (
    <section aria-labelledby="history">
      <h2 id="history">{w.history}</h2>
      {error !== null && data === undefined && <Failed error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Reading />}
      {data !== undefined &&
        (data.every(({ settled, sheet }) => settled === undefined && sheet === undefined) ? (
          <Empty>{w.historyNone}</Empty>
        ) : (
          <Known rounds={data} />
        ))}
    </section>
  );
}

function Known({ rounds }: { readonly rounds: readonly ModelRound[] }) {
  const { token } = useApp();
  const { numbers, limit, price, scores } = useMemo(() => chartsOf(rounds, token.decimals), [rounds, token.decimals]);
  const c = w.charts;
  const reported = rounds.filter(({ settled, sheet }) => settled !== undefined || sheet !== undefined).toReversed();
  return (
    <>
      <div className="charts">
        <Chart title={c.limit} rounds={numbers} series={limit} unit={token.symbol} />
        <Chart title={c.price} rounds={numbers} series={price} unit="%" />
        <Chart title={c.scores} rounds={numbers} series={scores} unit="" />
      </div>
      <p className="note">{w.historyIntro}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={words.frame.table(w.history)}>
        <table>
          <thead>
            <tr>
              {(Object.keys(w.rounds) as (keyof typeof w.rounds)[]).map((name) => (
                <th key={name} scope="col" className="number">
                  {w.rounds[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reported.map(({ round, limit: space, settled, sheet }) => (
              <tr key={round}>
                <th scope="row" className="number">
                  <a href={hrefOf({ screen: "rounds", round })}>{round}</a>
                </th>
                <td className="number">{space === undefined ? "–" : <Amount wei={space} bare />}</td>
                <td className="number">{settled === undefined ? "–" : <Amount wei={settled.filled} bare />}</td>
                <td className="number">{settled === undefined ? "–" : <Rate rate={settled.rate} />}</td>
                <td className="number">{settled === undefined ? "–" : <Change wei={settled.result} bare />}</td>
                <td className="number">{settled === undefined ? "–" : <Amount wei={settled.rent} bare />}</td>
                <td className="number">{sheet === undefined ? "–" : scoreText(sheet.score)}</td>
                <td className="number">{sheet === undefined ? "–" : scoreText(sheet.growth)}</td>
                <td className="number">{sheet === undefined ? "–" : shareText(sheet.baseShare)}</td>
                <td className="number">{sheet === undefined ? "–" : shareText(sheet.weight)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function chartsOf(rounds: readonly ModelRound[], decimals: number) {
  const numbers = rounds.map(({ round }) => round);
  const { series: s } = w.charts;
  const percent = (part: bigint, of: bigint): number => Number((part * 1_000_000n) / of) / 10_000;
  const values = (of: (round: ModelRound) => number | undefined): (number | null)[] =>
    rounds.map((round) => of(round) ?? null);
  const limit: Series[] = [
    {
      name: s.limit,
      color: "second",
      values: values(({ limit: space }) => (space === undefined ? undefined : toNumber(space, decimals))),
    },
    {
      name: s.filled,
      color: "first",
      values: values(({ settled }) => (settled === undefined ? undefined : toNumber(settled.filled, decimals))),
    },
  ];
  const price: Series[] = [
    {
      name: s.price,
      color: "first",
      values: values(({ settled }) => (settled === undefined ? undefined : settled.rate / 1_000)),
    },
    {
      name: s.net,
      color: "third",
      values: values(({ settled }) =>
        settled === undefined || settled.filled === 0n
          ? undefined
          : percent(settled.result - settled.rent, settled.filled),
      ),
    },
  ];
  const scores: Series[] = [
    {
      name: s.score,
      color: "first",
      values: values(({ sheet }) => (sheet === undefined ? undefined : sheet.score / 100_000)),
    },
    {
      name: s.growth,
      color: "second",
      values: values(({ sheet }) => (sheet === undefined ? undefined : sheet.growth / 100_000)),
    },
  ];
  return { numbers, limit, price, scores };
}
