import { formatExactAmount, parseAmount, StakespaceError, printable } from "#lib";
import { rate } from "#twin";
import { suggestion } from "../../words/nearest.js";
import type { ListedModel } from "./rows.js";

type Value = bigint | string | undefined;

/** What a list of models can be sorted and filtered by, as people type it. */
interface Field {
  readonly of: (row: ListedModel) => Value;
  /** Digits after the point of what people type, where it is a number; percentages are shares of a hundred. */
  readonly digits?: (decimals: number) => number;
}

const amount = (of: (row: ListedModel) => bigint): Field => ({ of, digits: (decimals) => decimals });
const percent = (of: (row: ListedModel) => bigint | undefined, digits: number): Field => ({ of, digits: () => digits });
const whole = (units: number | undefined): bigint | undefined => (units === undefined ? undefined : BigInt(units));

/** By name; percentages have two digits less than the shares they are of. */
const FIELDS: Readonly<Record<string, Field>> = {
  model: { of: ({ model }) => BigInt(model), digits: () => 0 },
  name: { of: ({ name }) => name },
  owner: { of: ({ owner }) => owner.toLowerCase() },
  limit: amount(({ limit }) => limit),
  filled: amount(({ filled }) => filled),
  free: amount(({ limit, filled }) => limit - filled),
  bids: amount(({ demand }) => demand),
  price: percent(({ price }) => price, 3),
  reserve: percent(({ reserveTick }) => rate(reserveTick), 3),
  score: percent(({ score }) => whole(score), 5),
  growth: percent(({ growth }) => whole(growth), 5),
  return1: percent(({ return1 }) => return1, 16),
  return5: percent(({ return5 }) => return5, 16),
  return20: percent(({ return20 }) => return20, 16),
  base: percent(({ baseShare }) => whole(baseShare), 2),
  weight: percent(({ weight }) => whole(weight), 2),
};

/** The names of the fields. */
export const FIELD_NAMES = Object.keys(FIELDS);

function fieldOf(name: string, option: string): Field {
  if (Object.hasOwn(FIELDS, name)) return FIELDS[name]!;
  throw new StakespaceError(`${option}: models have no "${printable(name, 40)}".`, {
    code: "BAD_ARGUMENT",
    hint: `${suggestion(name, FIELD_NAMES)}There are: ${FIELD_NAMES.join(", ")}.`,
  });
}

/** Rows in the order of a field: numbers from the largest, text from a; a minus before it turns it round. Rows without it come last. */
export function sorted(rows: readonly ListedModel[], by: string): ListedModel[] {
  const { of, digits } = fieldOf(by.replace(/^-/, ""), "--sort");
  const turn = (digits === undefined || by === "model" ? 1 : -1) * (by.startsWith("-") ? -1 : 1);
  return [...rows].sort((a, b) => {
    const [x, y] = [of(a), of(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return x === y ? a.model - b.model : turn * (x < y ? -1 : 1);
  });
}

const CONDITION = /^\s*([a-z][a-z0-9]*)\s*(<=|>=|!=|=|<|>|~)\s*(.+?)\s*$/i;

/**
 * Rows that meet all conditions, e.g. `free>100, price<=0.5%, name~mom`. A number is compared in tokens or per cent; `~` is for text
 * that has the other in it. A row without the field meets none.
 *
 * @throws {StakespaceError} `BAD_ARGUMENT`, with what is wrong with which condition.
 */
export function filtered(rows: readonly ListedModel[], conditions: string, decimals: number): ListedModel[] {
  const tests = conditions.split(",").map((condition) => testOf(condition, decimals));
  return rows.filter((row) => tests.every((test) => test(row)));
}

function testOf(condition: string, decimals: number): (row: ListedModel) => boolean {
  const [, name, operator, wanted] = CONDITION.exec(condition) ?? [];
  if (name === undefined || operator === undefined || wanted === undefined) {
    throw new StakespaceError(`--filter "${printable(condition.trim(), 60)}": this is not a condition.`, {
      code: "BAD_ARGUMENT",
      hint: 'Write a field, one of = != < <= > >= ~, and a value, e.g. --filter "free>100, price<=0.5%".',
    });
  }
  const { of, digits } = fieldOf(name.toLowerCase(), "--filter");
  const value = digits === undefined ? wanted.toLowerCase() : numberOf(wanted, digits(decimals));
  return (row) => {
    const found = of(row);
    if (found === undefined) return false;
    if (operator === "~") return textOf(found, digits?.(decimals)).includes(wanted.toLowerCase());
    if (operator === "=") return found === value;
    if (operator === "!=") return found !== value;
    const isLess = found < value;
    if (operator === "<") return isLess;
    if (operator === ">=") return !isLess;
    return operator === ">" ? found > value : found <= value;
  };
}

function textOf(found: bigint | string, digits: number | undefined): string {
  return typeof found === "string" ? found : formatExactAmount(found, digits);
}

function numberOf(text: string, digits: number): bigint {
  const [, sign, plain] = /^([+-]?)\s*(.*?)\s*%?$/.exec(text)!;
  const value = parseAmount(plain!, digits);
  return sign === "-" ? -value : value;
}
