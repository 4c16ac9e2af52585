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

const WIDTH = 640;
const PLOT = { left: 64, right: 624, top: 16, bottom: 250 };
const LEGEND_ROW = 20;
/** Okabe and Ito's colours, which colour-blind readers tell apart; then again, dashed. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#444444", "#e69f00"];

/** A chart as SVG that needs nothing else: lines where every x is a number, bars where it is a name. */
export function chart(series: readonly Series[], options: ChartOptions): string {
  const names = [...new Set(series.flatMap(({ points }) => Object.keys(points)))];
  const isNumeric = names.every((name) => /^-?[\d.]+$/.test(name)) && names.length > 1;
  if (isNumeric) names.sort((a, b) => Number(a) - Number(b));
  const all = series.flatMap(({ points }) => Object.values(points));
  const grid = ticks(Math.min(0, ...all.map(({ low }) => low)), Math.max(0, ...all.map(({ high }) => high)));
  const y = linearScale([grid[0]!, grid.at(-1)!], [PLOT.bottom, PLOT.top]);
  const numbers = names.map(Number);
  const x = isNumeric
    ? linearScale([Math.min(...numbers), Math.max(...numbers)], [PLOT.left + 12, PLOT.right - 12])
    : linearScale([-0.5, names.length - 0.5], [PLOT.left, PLOT.right]);
  const drawn = isNumeric ? series.map((one, index) => line(one, one.place ?? index, x, y)) : bars(series, names, x, y);
  const height = PLOT.bottom + 62 + legendRows(series) * LEGEND_ROW;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(options.title)}" xmlns="http://www.w3.org/2000/svg" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escaped(options.title)}</title>`,
    ...grid.map((value) => gridLine(value, y)),
    ...names.map((name, index) => label(name, isNumeric ? x(Number(name)) : x(index), index, names, isNumeric)),
    ...drawn,
    `<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 42}" text-anchor="middle" fill="currentColor">${escaped(options.x)}</text>`,
    `<text transform="translate(13 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)" text-anchor="middle" fill="currentColor" font-size="12">${escaped(options.y)}</text>`,
    ...legend(series),
    "</svg>",
  ].join("\n");
}

function gridLine(value: number, y: Scale): string {
  const at = y(value).toFixed(1);
  const weight = Math.abs(value) < 1e-12 ? 0.7 : 0.18;
  return `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${at}" y2="${at}" stroke="currentColor" stroke-opacity="${weight}"/><text x="${PLOT.left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end" fill="currentColor">${plain(value)}</text>`;
}

/** Labels that would run into their neighbours are left out; long names of bars are broken over two lines. */
function label(name: string, at: number, index: number, names: readonly string[], isNumeric: boolean): string {
  const every = isNumeric ? 1 : Math.ceil(names.length / 14);
  if (index % every !== 0 || (isNumeric && isCrowded(names, index))) return "";
  const room = isNumeric ? 99 : Math.max(6, Math.floor((PLOT.right - PLOT.left) / names.length / 6.5));
  const words = isNumeric ? [name] : broken(name, room);
  const size = !isNumeric && names.length > 6 ? 10 : 12;
  return words
    .map(
      (word, row) =>
        `<text x="${at.toFixed(1)}" y="${PLOT.bottom + 16 + row * 11}" text-anchor="middle" fill="currentColor" font-size="${size}">${escaped(word)}</text>`,
    )
    .join("");
}

function isCrowded(names: readonly string[], index: number): boolean {
  const numbers = names.map(Number);
  const span = numbers.at(-1)! - numbers[0]!;
  let last = numbers[0]!;
  for (let i = 1; i <= index; i++) {
    const isFree = (numbers[i]! - last) / span > 0.055;
    if (i === index) return !isFree;
    if (isFree) last = numbers[i]!;
  }
  return false;
}

function broken(name: string, room: number): string[] {
  const rows: string[] = [];
  for (const word of name.split(" ")) {
    const last = rows.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= room) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows.slice(0, 3);
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
  return Math.max(1, Math.min(4, Math.floor((PLOT.right - PLOT.left) / (longest * 7 + 34))));
}

function legend(series: readonly Series[]): string[] {
  const columns = legendColumns(series);
  const width = (PLOT.right - PLOT.left) / columns;
  return series.map(({ name, isMain, place }, index) => {
    const x = PLOT.left + (index % columns) * width;
    const y = PLOT.bottom + 62 + Math.floor(index / columns) * LEGEND_ROW;
    return `<line x1="${x}" x2="${x + 20}" y1="${y}" y2="${y}" stroke="${colour(place ?? index)}" stroke-width="${isMain === true ? 5 : 3}"${dash(place ?? index)}/><text x="${x + 26}" y="${y + 4}" fill="currentColor">${escaped(name)}</text>`;
  });
}

function colour(index: number): string {
  return COLOURS[index % COLOURS.length]!;
}

function dash(index: number): string {
  return index < COLOURS.length ? "" : ' stroke-dasharray="6 4"';
}
