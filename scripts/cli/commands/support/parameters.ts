import { PARAMETER_UNITS, type ParameterBound, parameterBounds, type Parameters } from "#twin";
import { formatCount, formatExactAmount, parseAmount, StakespaceError, type TokenInfo } from "#lib";
import { seconds } from "./arguments.js";

/** The name of a parameter of the mechanism. */
export type MechanismParameter = keyof Parameters;

/** Their names, in the order of the interface. */
export const PARAMETER_NAMES = Object.keys(PARAMETER_UNITS) as MechanismParameter[];

const EXAMPLES = {
  amount: 'write whole tokens, e.g. "1000" or "0.5"',
  fraction: 'write a fraction, e.g. "0.05"',
  seconds: 'write a time with its unit, e.g. "12h" or "3d", or a number of seconds',
  rounds: "write a whole number of rounds",
} as const;

/**
 * Reads a parameter as people write it: amounts in whole tokens, fractions as such, times with a unit or in seconds. A number
 * with an `n` behind it, as in files for Ignition, is in the contract's own unit.
 *
 * @param decimals Of the token.
 * @throws {StakespaceError} `BAD_PARAMETER`, naming the parameter and what was expected.
 */
export function readParameter(name: MechanismParameter, given: string | number, decimals: number): bigint | number {
  const unit = PARAMETER_UNITS[name];
  const raw = /^(\d{1,78})n$/.exec(String(given))?.[1];
  const whole = unit === "seconds" || unit === "rounds";
  try {
    if (raw !== undefined && !whole) return BigInt(raw);
    if (unit === "amount" && typeof given === "string") return parseAmount(given, decimals);
    if (unit === "fraction" && typeof given === "string") return parseAmount(given, 18);
    if (unit === "seconds" && typeof given === "string") return seconds(given);
  } catch (cause) {
    throw badParameter(name, given, cause);
  }
  if (whole && /^\d{1,15}$/.test(String(given))) return Number(given);
  throw badParameter(name, given);
}

function badParameter(name: MechanismParameter, given: string | number, cause?: unknown): StakespaceError {
  const shown = typeof given === "string" ? `"${given}"` : String(given);
  return new StakespaceError(`${name}: ${shown} cannot be read; ${EXAMPLES[PARAMETER_UNITS[name]]}.`, {
    code: "BAD_PARAMETER",
    cause,
  });
}

/** A parameter's value for people: `1,000 STAKE`, `0.05`, `3 d`, `12 h`, `3 rounds`. */
export function parameterText(name: MechanismParameter, value: bigint | number, token: TokenInfo): string {
  return textOf(PARAMETER_UNITS[name], BigInt(value), token);
}

/** Every parameter with its value and what is allowed, as rows of a table. */
export function parameterRows(parameters: Parameters, token: TokenInfo): string[][] {
  const bounds = parameterBounds(parameters);
  return PARAMETER_NAMES.map((name) => {
    const own = bounds.find((bound) => bound.name.split(/ [*+] /).includes(name));
    const allowed = RELATIVE[name] ?? (own === undefined ? "" : rangeOf(own, name, token));
    return [name, parameterText(name, parameters[name], token), allowed];
  });
}

/** What is bound by another parameter more than by a number. */
const RELATIVE: Readonly<Partial<Record<MechanismParameter, string>>> = {
  quietPeriod: "at least 1 d less than biddingPeriod",
  challengePeriod: "from 6 h, less than reportPeriod",
};

function rangeOf({ name: what, minimum, maximum }: ParameterBound, name: MechanismParameter, token: TokenInfo): string {
  const unit = PARAMETER_UNITS[name];
  const range = `${textOf(unit, minimum, token)} to ${textOf(unit, maximum, token)}`;
  return what === name ? range : `${what}: ${range}`;
}

function textOf(unit: (typeof PARAMETER_UNITS)[MechanismParameter], value: bigint, token: TokenInfo): string {
  switch (unit) {
    case "amount":
      return `${decimal(value, token.decimals)} ${token.symbol}`;
    case "fraction":
      return decimal(value, 18);
    case "seconds":
      return span(value);
    case "rounds":
      return `${value} round${value === 1n ? "" : "s"}`;
  }
}

/** With separators; of what is far above any sum of tokens, or far below, its size. */
function decimal(value: bigint, decimals: number): string {
  const [whole = "0", fraction] = formatExactAmount(value, decimals).split(".");
  if (whole.length > 9) return `${whole[0]}.${whole.slice(1, 3)}e${whole.length - 1}`;
  if (value === 1n && decimals > 6) return `1e-${decimals}`;
  // The one bound that is no round number is cut off.
  return `${formatCount(BigInt(whole))}${fraction === undefined ? "" : `.${fraction.slice(0, 6)}`}`;
}

const UNITS = [
  ["d", 86_400n],
  ["h", 3_600n],
  ["min", 60n],
] as const;

/** A time in the largest unit that says it exactly. */
export function span(time: bigint | number): string {
  const value = BigInt(time);
  if (value === 0n) return "0";
  for (const [name, length] of UNITS) if (value % length === 0n) return `${value / length} ${name}`;
  return `${value} s`;
}
