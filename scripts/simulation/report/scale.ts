/** Where a value stands on an axis, in pixels. */
export type Scale = (value: number) => number;

/** A straight scale from a range of values to a range of pixels. */
export function linearScale(from: readonly [number, number], to: readonly [number, number]): Scale {
  const span = from[1] - from[0];
  return (value) => (span === 0 ? (to[0] + to[1]) / 2 : to[0] + ((value - from[0]) / span) * (to[1] - to[0]));
}

/** About five round numbers that cover a range, its ends included. */
export function ticks(low: number, high: number): number[] {
  if (low === high) return [low];
  const rough = (high - low) / 4;
  let step = 1e-9;
  while (step * 10 <= rough) step *= 10;
  const factor = [1, 2, 2.5, 5, 10].find((multiple) => step * multiple >= rough) ?? 10;
  step *= factor;
  const result: number[] = [];
  for (let index = Math.floor(low / step); index * step < high + step * 0.999; index++) result.push(index * step);
  return result;
}

/** A number as a reader wants it: four significant digits at most, no exponent, a proper minus. */
export function plain(value: number): string {
  const size = Math.abs(value);
  const digits = size === 0 || size >= 1_000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 5;
  const text = value.toFixed(digits);
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return short === "-0" ? "0" : short.replace("-", "−");
}

/** A number with so many digits after the point and a proper minus; a zero has none. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** Text that may stand in HTML and SVG. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
