import { useEffect, useId, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

import { words } from "../words/index.ts";

/** A line of a chart. Told apart by colour, dashes and name. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly color: "first" | "second" | "third";
  readonly bars?: boolean;
}

const DASHES = { first: [], second: [6, 4], third: [2, 3] };
const HEIGHT = 190;

/** Values by round. The figures stand in a table, too: this is for the eye. */
export function Chart({
  title,
  rounds,
  series,
  unit,
  range,
}: {
  readonly title: string;
  readonly rounds: readonly number[];
  readonly series: readonly Series[];
  readonly unit: string;
  /** The least and the most that can be, where that is known. */
  readonly range?: readonly [number, number];
}) {
  const holder = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    const element = holder.current!;
    const draw = (): uPlot => {
      const style = getComputedStyle(element);
      const color = (name: string): string => style.getPropertyValue(`--${name}`).trim();
      const axis = {
        stroke: color("muted"),
        grid: { stroke: color("line"), width: 1 },
        ticks: { show: false },
        font: "12px system-ui, sans-serif",
      };
      return new uPlot(
        {
          width: element.clientWidth,
          height: HEIGHT,
          legend: { show: false },
          cursor: { show: false },
          scales: { x: { time: false }, ...(range !== undefined && { y: { range: [...range] as [number, number] } }) },
          axes: [
            { ...axis, size: 28, incrs: [1, 2, 5, 10, 20, 50, 100] },
            {
              ...axis,
              size: 58,
              values: (_, splits) => splits.map((value) => `${Number(value.toPrecision(4)).toLocaleString("en")}`),
            },
          ],
          series: [
            {},
            ...series.map(({ name, color: place, bars }) => ({
              label: name,
              stroke: color(`series-${place}`),
              width: 2,
              dash: DASHES[place],
              spanGaps: false,
              points: { show: rounds.length < 40, size: 5, fill: color(`series-${place}`) },
              ...(bars === true && {
                paths: uPlot.paths.bars!({ size: [0.5, 24] }),
                fill: `${color(`series-${place}`)}66`,
                points: { show: false },
              }),
            })),
          ],
        },
        [rounds as number[], ...series.map(({ values }) => values as (number | null)[])],
        element,
      );
    };
    let plot = draw();
    const redraw = (): void => {
      plot.destroy();
      plot = draw();
    };
    const resizing = new ResizeObserver(() => {
      if (Math.abs(plot.width - element.clientWidth) > 1) redraw();
    });
    resizing.observe(element);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", redraw);
    return () => {
      scheme.removeEventListener("change", redraw);
      resizing.disconnect();
      plot.destroy();
    };
  }, [rounds, series, range]);
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id}>
        <span className="chart-title">{title}</span>
        <span className="legend">
          {series.map(({ name, color }) => (
            <span key={name} className={`legend-item ${color}`}>
              <svg width="22" height="8" aria-hidden="true">
                <line x1="1" x2="21" y1="4" y2="4" strokeWidth="2.5" strokeDasharray={DASHES[color].join(" ")} />
              </svg>
              {name}
            </span>
          ))}
          <span className="unit">{unit}</span>
        </span>
      </figcaption>
      <div ref={holder} className="chart-plot" aria-hidden="true" />
      <span className="chart-axis" aria-hidden="true">
        {words.model.charts.round}
      </span>
    </figure>
  );
}
