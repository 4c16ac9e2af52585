import { useId } from "react";

import { MAX_TICK, rate } from "stakespace/twin";

import { rateText } from "../units/amounts.ts";
import { words } from "../words/index.ts";

/** A named step one may want. */
export interface Pick {
  readonly name: string;
  readonly tick: number;
}

/** A rate on the grid: a slider that only has the grid's steps, and a few of them by name. */
export function TickSlider({
  name,
  tick,
  onChange,
  picks = [],
}: {
  readonly name: string;
  readonly tick: number;
  readonly onChange: (tick: number) => void;
  readonly picks?: readonly Pick[];
}) {
  const id = useId();
  const text = rateText(rate(tick));
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      <div className="slider">
        <button
          type="button"
          className="icon-button"
          aria-label="−"
          disabled={tick === 0}
          onClick={() => onChange(tick - 1)}
        >
          −
        </button>
        <input
          id={id}
          type="range"
          min={0}
          max={MAX_TICK}
          step={1}
          value={tick}
          aria-valuetext={words.bid.rateValue(text)}
          onChange={({ target }) => onChange(Number(target.value))}
        />
        <button
          type="button"
          className="icon-button"
          aria-label="+"
          disabled={tick === MAX_TICK}
          onClick={() => onChange(tick + 1)}
        >
          +
        </button>
        <output htmlFor={id} className="slider-value">
          <strong>{text}</strong>
          <span>{words.bid.step(tick)}</span>
        </output>
      </div>
      {picks.length > 0 && (
        <div className="picks">
          {picks.map((pick) => (
            <button
              key={pick.name}
              type="button"
              className="chip"
              aria-pressed={pick.tick === tick}
              onClick={() => onChange(pick.tick)}
            >
              {pick.name} <span className="figure">{rateText(rate(pick.tick))}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
