import type { Estimate } from "../verdict/types.js";
import { escaped, linearScale, plain, ticks, type Scale } from "./scale.js";

/** Points of one line or one set of bars, by x. */
export interface Series {
  readonly name: string;
  readonly points: Readonly<Record<string, Estimate>>;
  /** Drawn thicker than the others: what the figure is about. */
  readonly isMain?: boolean;
  /** Its colour's place in the list, so that it has the same in every figure; its place in the figure where left out. */
  readonly place?: number;
}

export interface ChartOptions {
  readonly title: string;
  readonly x: string;
  readonly y: string;
}

/** Narrow, so that a phone shows all of it with letters that can be read. */
const WIDTH = 480;
const PLOT = { left: 76, right: 466, top: 14, bottom: 244 };
const LEGEND_ROW = 20;
const LABEL_ROW = 12;
/** A letter of the axes' and the legend's size takes about so much room, in pixels. */
const LETTER = 6.2;
/** Okabe and Ito's colours, which colour-blind readers tell apart; then again, dashed. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "currentColor", "#e69f00"];

/** A chart as SVG that needs nothing else: lines where every x is a number, bars where it is a name. */
export function chart(series: readonly Series[], options: ChartOptions): string {
  const names = [...new Set(series.flatMap(({ points }) => Object.keys(points)))];
  const isNumeric = names.every((name) => /^-?[\d.]+$/.test(name)) && names.length > 1;
  if (isNumeric) names.sort((a, b) => Number(a) - Number(b));
  const all = series.flatMap(({ points }) => Object.values(points));
  const grid = gridOf(Math.min(0, ...all.map(({ low }) => low)), Math.max(0, ...all.map(({ high }) => high)));
  const y = linearScale([grid[0]!, grid.at(-1)!], [PLOT.bottom, PLOT.top]);
  const numbers = names.map(Number);
  const x = isNumeric
    ? linearScale([Math.min(...numbers), Math.max(...numbers)], [PLOT.left + 12, PLOT.right - 12])
    : linearScale([-0.5, names.length - 0.5], [PLOT.left, PLOT.right]);
  const drawn = isNumeric ? series.map((one, index) => line(one, one.place ?? index, x, y)) : bars(series, names, x, y);
  const labels = names.map((name, index) => labelOf(name, index, names, isNumeric));
  const foot = PLOT.bottom + 30 + LABEL_ROW * Math.max(...labels.map(({ rows }) => rows.length));
  const height = foot + 20 + legendRows(series) * LEGEND_ROW;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(options.title)}" xmlns="http://www.w3.org/2000/svg" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escaped(options.title)}</title>`,
    ...grid.map((value) => gridLine(value, y)),
    ...names.flatMap((name, index) => drawnLabel(labels[index]!, isNumeric ? x(Number(name)) : x(index))),
    ...drawn,
    `<text x="${(PLOT.left + PLOT.right) / 2}" y="${foot}" text-anchor="middle" fill="currentColor">${escaped(options.x)}</text>`,
    ...axisTitle(options.y),
    ...legend(series, foot + 26),
    "</svg>",
  ].join("\n");
}

/** Round numbers around all of it; what reaches but a little below zero gets no line of its own. */
function gridOf(low: number, high: number): number[] {
  const grid = ticks(low, high);
  return grid.length > 2 && grid[0]! < 0 && low > 0.15 * grid[0]! ? grid.slice(1) : grid;
}

function gridLine(value: number, y: Scale): string {
  const at = y(value).toFixed(1);
  const weight = Math.abs(value) < 1e-12 ? 0.7 : 0.18;
  return `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${at}" y2="${at}" stroke="currentColor" stroke-opacity="${weight}"/><text x="${PLOT.left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end" fill="currentColor">${plain(value)}</text>`;
}

/** Beside the upright axis, over as many lines as it takes. */
function axisTitle(title: string): string[] {
  const lines = broken(title, Math.floor((PLOT.bottom - PLOT.top) / LETTER));
  const middle = (PLOT.top + PLOT.bottom) / 2;
  return lines.map(
    (text, row) =>
      `<text transform="translate(${12 + row * 14} ${middle}) rotate(-90)" text-anchor="middle" fill="currentColor" font-size="12">${escaped(text)}</text>`,
  );
}

interface Label {
  readonly rows: readonly string[];
  readonly size: number;
}

/** Labels that would run into their neighbours are left out; long names of bars are broken over some lines. */
function labelOf(name: string, index: number, names: readonly string[], isNumeric: boolean): Label {
  const every = isNumeric ? 1 : Math.ceil(names.length / 14);
  if (index % every !== 0 || (isNumeric && isCrowded(names, index))) return { rows: [], size: 12 };
  if (isNumeric) return { rows: [name], size: 12 };
  const size = names.length > 6 ? 9 : 12;
  const room = (PLOT.right - PLOT.left) / names.length / ((size / 12) * LETTER);
  return { rows: broken(name, Math.max(6, Math.floor(room))), size };
}

function drawnLabel({ rows, size }: Label, at: number): string[] {
  return rows.map(
    (text, row) =>
      `<text x="${at.toFixed(1)}" y="${PLOT.bottom + 16 + row * LABEL_ROW}" text-anchor="middle" fill="currentColor" font-size="${size}">${escaped(text)}</text>`,
  );
}

function isCrowded(names: readonly string[], index: number): boolean {
  const numbers = names.map(Number);
  const span = numbers.at(-1)! - numbers[0]!;
  let last = numbers[0]!;
  for (let i = 1; i <= index; i++) {
    const isFree = (numbers[i]! - last) / span > 0.07;
    if (i === index) return !isFree;
    if (isFree) last = numbers[i]!;
  }
  return false;
}

/** Rows of at most so many letters, broken at spaces and after hyphens. */
function broken(name: string, room: number): string[] {
  const rows: string[] = [];
  for (const word of name.split(/ |(?<=-)/)) {
    const last = rows.at(-1);
    const joined = last === undefined ? word : `${last}${last.endsWith("-") ? "" : " "}${word}`;
    if (last !== undefined && joined.length <= room) rows[rows.length - 1] = joined;
    else rows.push(word);
  }
  return rows;
}

function line({ points, isMain }: Series, index: number, x: Scale, y: Scale): string {
  const stroke = colour(index);
  const sorted = Object.entries(points).sort(([a], [b]) => Number(a) - Number(b));
  const path = sorted.map(
    ([at, { value }], i) => `${i === 0 ? "M" : "L"}${x(Number(at)).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  const marks = sorted.map(([at, estimate]) => whisker(x(Number(at)), estimate, y, stroke));
  return `<path d="${path.join("")}" fill="none" stroke="${stroke}" stroke-width="${isMain === true ? 4 : 2}"${dash(index)}/>${marks.join("")}`;
}

function bars(series: readonly Series[], names: readonly string[], x: Scale, y: Scale): string[] {
  const slot = (PLOT.right - PLOT.left) / names.length;
  const width = Math.min(60, (slot * 0.8) / series.length);
  return series.flatMap(({ points, place: own }, index) =>
    names.flatMap((name, place) => {
      const estimate = points[name];
      if (estimate === undefined) return [];
      const center = x(place) + (index - (series.length - 1) / 2) * width;
      const [top, bottom] = [Math.min(y(estimate.value), y(0)), Math.max(y(estimate.value), y(0))];
      return [
        `<rect x="${(center - width / 2 + 1).toFixed(1)}" y="${top.toFixed(1)}" width="${(width - 2).toFixed(1)}" height="${(bottom - top).toFixed(1)}" fill="${colour(own ?? index)}" fill-opacity="0.75"/>`,
        whisker(center, estimate, y, "currentColor", false),
      ];
    }),
  );
}

function whisker(at: number, { value, low, high }: Estimate, y: Scale, stroke: string, dot = true): string {
  const x = at.toFixed(1);
  const mark = dot ? `<circle cx="${x}" cy="${y(value).toFixed(1)}" r="3" fill="${stroke}"/>` : "";
  return `<line x1="${x}" x2="${x}" y1="${y(low).toFixed(1)}" y2="${y(high).toFixed(1)}" stroke="${stroke}" stroke-opacity="0.6"/>${mark}`;
}

function legendRows(series: readonly Series[]): number {
  return Math.ceil(series.length / legendColumns(series));
}

/** As many columns as the longest name leaves room for. */
function legendColumns(series: readonly Series[]): number {
  const longest = Math.max(...series.map(({ name }) => name.length));
  return Math.max(1, Math.min(4, Math.floor((PLOT.right - PLOT.left) / (longest * LETTER + 34))));
}

function legend(series: readonly Series[], top: number): string[] {
  const columns = legendColumns(series);
  const width = (PLOT.right - PLOT.left) / columns;
  return series.map(({ name, isMain, place }, index) => {
    const x = PLOT.left + (index % columns) * width;
    const y = top + Math.floor(index / columns) * LEGEND_ROW;
    return `<line x1="${x}" x2="${x + 20}" y1="${y}" y2="${y}" stroke="${colour(place ?? index)}" stroke-width="${isMain === true ? 5 : 3}"${dash(place ?? index)}/><text x="${x + 26}" y="${y + 4}" fill="currentColor">${escaped(name)}</text>`;
  });
}

function colour(index: number): string {
  return COLOURS[index % COLOURS.length]!;
}

function dash(index: number): string {
  return index < COLOURS.length ? "" : ' stroke-dasharray="6 4"';
}
