import { MAX_RATE, type Parameters, rate } from "stakespace/twin";

import { useApp } from "../../data/app.tsx";
import { useMoment } from "../../data/head.tsx";
import { Amount, Reading, Whole } from "../../parts/figures.tsx";
import { countText, exactAmount, fractionText, rateText } from "../../units/amounts.ts";
import { durationText } from "../../units/times.ts";
import { words } from "../../words/index.ts";

const w = words.rules;

/** How it works, in one screen, with the figures of this deployment. */
export default function Rules() {
  const { config } = useApp();
  const { moment } = useMoment();
  return (
    <>
      <div className="title">
        <h1>{w.title}</h1>
        <p>{w.intro}</p>
      </div>
      <ol className="steps">
        {w.steps.map(([name, text]) => (
          <li key={name}>
            <strong>{name}</strong>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {moment === undefined ? <Reading /> : <Figures p={moment.parameters} />}
      <p className="formula">{w.formula}</p>
      <p className="note">{w.queued}</p>
      <section aria-labelledby="contracts">
        <h2 id="contracts">{w.contracts}</h2>
        <p className="note">{w.contractsIntro(words.frame.network(config.chainName, config.chainId))}</p>
        <dl className="facts">
          {(Object.keys(w.contractNames) as (keyof typeof w.contractNames)[]).map((name) => (
            <div key={name} className="pair">
              <dt>{w.contractNames[name]}</dt>
              <dd>
                <Whole hex={config.addresses[name]} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="promises">
        <h2 id="promises">{w.promises}</h2>
        <ul className="plain">
          {w.notPromised.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Figures({ p }: { readonly p: Parameters }) {
  const time = (name: "biddingPeriod" | "quietPeriod" | "livePeriod" | "reportPeriod" | "challengePeriod") =>
    durationText(p[name]);
  const share = (name: "newcomerShare" | "limitDecay" | "tcClip" | "returnClip" | "ppfFloor" | "rentFee") =>
    fractionText(p[name], 0);
  const tables = [
    [
      w.round,
      [
        ["biddingPeriod", time("biddingPeriod")],
        ["quietPeriod", time("quietPeriod")],
        ["livePeriod", time("livePeriod")],
        ["reportPeriod", time("reportPeriod")],
        ["challengePeriod", time("challengePeriod")],
        ["maxMissedRounds", countText(p.maxMissedRounds)],
      ],
    ],
    [
      w.stake,
      [
        ["minBid", <Amount key="" wei={p.minBid} />],
        ["rates", w.rates(rateText(rate(1)), rateText(MAX_RATE))],
        ["registrationFee", <Amount key="" wei={p.registrationFee} />],
      ],
    ],
    [
      w.limits,
      [
        ["baseLimit", <Amount key="" wei={p.baseLimit} />],
        ["maxLimit", <Amount key="" wei={p.maxLimit} />],
        ["newcomerShare", share("newcomerShare")],
        ["limitGain", exactAmount(p.limitGain, 18)],
        ["limitDecay", share("limitDecay")],
        ["tcClip", share("tcClip")],
      ],
    ],
    [
      w.money,
      [
        ["returnClip", share("returnClip")],
        ["ppfFloor", share("ppfFloor")],
        ["rentFee", share("rentFee")],
      ],
    ],
  ] as const;
  return (
    <div className="figures-grid">
      {tables.map(([name, rows]) => (
        <section key={name} className="panel">
          <h2>{name}</h2>
          <table className="sum">
            <tbody>
              {rows.map(([key, value]) => (
                <tr key={key}>
                  <th scope="row">{w.names[key]}</th>
                  <td className="number">{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}
