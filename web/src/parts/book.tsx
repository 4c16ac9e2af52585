import { useMemo } from "react";

import { MAX_TICK, rate } from "stakespace/twin";
import type { PoolLine } from "stakespace/viem";

import { useApp } from "../data/app.tsx";
import { rateText, toNumber } from "../units/amounts.ts";
import { words } from "../words/index.ts";
import { type BookLayout, layBook } from "./bookLayout.ts";
import { useWidth } from "./useWidth.ts";

const HEIGHT = 300;
const LEFT = 52;
const RIGHT = 14;
const TOP = 14;
const BOTTOM = 42;
const MARKS = [0, 16, 32, 48, 64, 80, 96, 112, 127];

export interface BookProps {
  readonly pools: readonly PoolLine[];
  readonly limit: bigint;
  readonly priceTick: number;
  readonly reserveTick: number;
  readonly own: ReadonlyMap<number, bigint>;
  readonly preview?: { readonly tick: number; readonly assets: bigint } | undefined;
  readonly label: string;
}

/** A book as a picture: blocks of stake from the highest rate down, the limit they have to fit under, and the price where they meet it. */
export function Book({ pools, limit, priceTick, reserveTick, own, preview, label }: BookProps) {
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const layout = useMemo(() => layBook(pools, limit, own, preview), [pools, limit, own, preview]);
  const inner = Math.max(120, width - LEFT - RIGHT);
  const step = inner / (MAX_TICK + 1);
  const x = (tick: number): number => LEFT + tick * step;
  const y = (part: number): number => TOP + (1 - part) * (HEIGHT - TOP - BOTTOM);
  const marks = MARKS.filter((_, i) => inner > 480 || i % 2 === 0);
  return (
    <figure className="book">
      <div ref={ref} className="book-plot">
        <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
          <defs>
            <pattern id="idle" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="5" height="5" className="book-idle-ground" />
              <line x1="0" y1="0" x2="0" y2="5" className="book-idle-line" />
            </pattern>
          </defs>
          <Grid layout={layout} y={y} left={LEFT} right={LEFT + inner} />
          <g className="book-axis">
            {marks.map((tick) => (
              <text
                key={tick}
                x={x(tick) + step / 2}
                y={HEIGHT - BOTTOM + 17}
                textAnchor={tick === MAX_TICK ? "end" : "middle"}
              >
                {rateText(rate(tick)).replace(" %", "")}
              </text>
            ))}
            <text x={LEFT + inner / 2} y={HEIGHT - 6} textAnchor="middle">
              {words.model.axisRate}
            </text>
          </g>
          {reserveTick > 0 && (
            <rect
              className="book-reserve"
              x={LEFT}
              width={x(reserveTick) - LEFT}
              y={TOP}
              height={HEIGHT - TOP - BOTTOM}
            />
          )}
          <path className="book-curve" d={curveOf(layout, x, y, step)} />
          <Blocks layout={layout} x={x} y={y} step={step} />
          {layout.limit !== undefined && (
            <g className="book-limit">
              <line x1={LEFT} x2={LEFT + inner} y1={y(layout.limit)} y2={y(layout.limit)} />
              <text x={LEFT + 4} y={y(layout.limit) - 5}>
                {words.model.legend.limit}
              </text>
            </g>
          )}
          <g className="book-price">
            <line x1={x(priceTick) + step / 2} x2={x(priceTick) + step / 2} y1={TOP} y2={HEIGHT - BOTTOM} />
            <text
              x={x(priceTick) + step / 2 + (priceTick > 90 ? -5 : 5)}
              y={TOP + 10}
              textAnchor={priceTick > 90 ? "end" : "start"}
            >
              {words.model.legend.price} {rateText(rate(priceTick))}
            </text>
          </g>
        </svg>
      </div>
      <Legend own={own.size > 0} preview={preview !== undefined} reserve={reserveTick > 0} cut={layout.cut} />
    </figure>
  );
}

/** Stake at each rate or more, from the highest rate down: the blocks joined. */
function curveOf(
  { blocks }: BookLayout,
  x: (tick: number) => number,
  y: (part: number) => number,
  step: number,
): string {
  const path = blocks.map(({ tick, to }) => `H${(x(tick) + step / 2).toFixed(1)}V${y(to).toFixed(1)}`);
  return `M${(x(MAX_TICK) + step).toFixed(1)} ${y(0).toFixed(1)}${path.join("")}H${x(0).toFixed(1)}`;
}

function Blocks({
  layout,
  x,
  y,
  step,
}: {
  readonly layout: BookLayout;
  readonly x: (tick: number) => number;
  readonly y: (part: number) => number;
  readonly step: number;
}) {
  const wide = Math.max(3, step - 1);
  const box = (tick: number, from: number, to: number, className: string, width = wide) =>
    to <= from ? null : (
      <rect
        key={className}
        className={className}
        x={x(tick) + (step - width) / 2}
        width={width}
        y={y(to)}
        height={Math.max(1, y(from) - y(to))}
      />
    );
  return (
    <g className="book-blocks">
      {layout.blocks.map(({ tick, from, to, filledTo, ownFrom, previewFrom }) => (
        <g key={tick}>
          {box(tick, from, filledTo, "book-filled")}
          {box(tick, filledTo, to, "book-idle")}
          {box(tick, ownFrom, previewFrom, "book-own", Math.max(3, wide * 0.45))}
          {box(tick, previewFrom, to, "book-preview", wide + 2)}
        </g>
      ))}
    </g>
  );
}

function Grid({
  layout,
  y,
  left,
  right,
}: {
  readonly layout: BookLayout;
  readonly y: (part: number) => number;
  readonly left: number;
  readonly right: number;
}) {
  const { token } = useApp();
  const top = toNumber(layout.top, token.decimals);
  const size = niceStep(top);
  const lines = Array.from({ length: Math.floor(top / size) + 1 }, (_, i) => i * size);
  return (
    <g className="book-axis">
      {lines.map((value) => (
        <g key={value}>
          <line x1={left} x2={right} y1={y(value / top)} y2={y(value / top)} />
          <text x={left - 7} y={y(value / top) + 4} textAnchor="end">
            {value.toLocaleString("en", { notation: "compact" })}
          </text>
        </g>
      ))}
    </g>
  );
}

/** 1, 2 or 5 times a power of ten, for four lines or so. */
function niceStep(top: number): number {
  const raw = top / 4;
  const power = 10 ** Math.floor(Math.log10(raw || 1));
  return ([1, 2, 5].find((factor) => factor * power >= raw) ?? 10) * power;
}

function Legend({
  own,
  preview,
  reserve,
  cut,
}: {
  readonly own: boolean;
  readonly preview: boolean;
  readonly reserve: boolean;
  readonly cut: boolean;
}) {
  const names = words.model.legend;
  const items = [
    ["filled", "book-filled"],
    ["idle", "book-idle"],
    ...(own ? [["yours", "book-own"]] : []),
    ...(preview ? [["preview", "book-preview"]] : []),
    ...(reserve ? [["reserve", "book-reserve"]] : []),
  ] as [keyof typeof names, string][];
  return (
    <figcaption className="legend">
      {items.map(([name, className]) => (
        <span key={name} className="legend-item">
          <svg width="14" height="14" aria-hidden="true">
            <rect className={className} width="14" height="14" rx="2" />
          </svg>
          {name === "reserve" ? words.model.states.belowReserve : names[name]}
        </span>
      ))}
      <span className="unit">
        {words.model.axisStake}
        {cut && `; ${words.model.cut}`}
      </span>
    </figcaption>
  );
}
