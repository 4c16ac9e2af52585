import type { RoundFacts } from "../../data/types.ts";
import { Address, Stat, Time, Whole } from "../../parts/figures.tsx";
import { Empty } from "../../parts/notice.tsx";
import { fractionText, scoreText } from "../../units/amounts.ts";
import { words } from "../../words/index.ts";

const w = words.rounds;

/** The reports that were proposed for a round, with all that one needs to check them. */
export function Reports({ facts }: { readonly facts: RoundFacts }) {
  const { round, reports, payoutFactor, maxScore } = facts;
  return (
    <section className="panel" aria-labelledby="reports">
      <h2 id="reports">{w.reports(round)}</h2>
      {reports.length === 0 && <Empty>{w.noReport}</Empty>}
      {payoutFactor !== undefined && maxScore !== undefined && (
        <dl className="stats">
          <Stat name={w.payoutFactor}>{fractionText(payoutFactor)}</Stat>
          <Stat name={w.maxScore}>{scoreText(maxScore)}</Stat>
        </dl>
      )}
      {reports.map((report) => (
        <dl key={report.digest} className="facts">
          <dt>{w.report}</dt>
          <dd>
            <span className={report.state === "vetoed" ? "tag bad" : report.state === "final" ? "tag good" : "tag"}>
              {w.states[report.state]}
            </span>
          </dd>
          <dt>{w.proposed}</dt>
          <dd>
            <Time at={report.proposedAt} /> {w.proposer} <Address address={report.proposer} />
          </dd>
          {(["digest", "evidence", "predictionsRoot", "sheetHash"] as const).map((name) => (
            <div key={name} className="pair">
              <dt>{w[name]}</dt>
              <dd>
                <Whole hex={report[name]} />
              </dd>
            </div>
          ))}
        </dl>
      ))}
      {reports.length > 0 && <p className="note">{w.verify}</p>}
    </section>
  );
}
