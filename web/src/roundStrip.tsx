import { useMoment, useNow } from "./data/head.tsx";
import { hrefOf } from "./router.ts";
import { phaseNow } from "./units/phase.ts";
import { fromNow, localTime, utcTime } from "./units/times.ts";
import { words } from "./words/index.ts";

/** Where the round stands, on every screen. */
export function RoundStrip() {
  const { moment } = useMoment();
  const now = useNow();
  const w = words.frame;
  if (moment === undefined || now === undefined) {
    return (
      <section className="strip" aria-label={w.openRound}>
        <div className="strip-inner">{w.loading}</div>
      </section>
    );
  }
  const { phase, from, until } = phaseNow(moment, now);
  const part = until === undefined ? 1 : Math.min(1, Math.max(0, (now - from) / (until - from)));
  return (
    <section className="strip" aria-label={w.openRound}>
      <div className="strip-inner">
        <a href={hrefOf({ screen: "rounds", round: undefined })}>{w.round(moment.view.round)}</a>
        <span className={`phase ${phase.toLowerCase()}`}>{w.phases[phase]}</span>
        <span
          className="strip-next"
          title={until === undefined ? undefined : `${localTime(until)} · ${utcTime(until)}`}
        >
          {until === undefined ? w.phaseNext[phase]("") : w.phaseNext[phase](fromNow(until, now))}
        </span>
      </div>
      <svg className="strip-progress" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
        <rect width={part * 100} height="2" />
      </svg>
    </section>
  );
}
