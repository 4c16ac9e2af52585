import { rate } from "#twin";
import {
  formatAmount,
  formatDuration,
  formatExactAmount,
  type ContractRefusal,
  formatTime,
  type TokenInfo,
} from "#lib";
import type { Run } from "./call.js";

/** Writes the arguments of an error by name, in the units they stand for. */
export interface Reader {
  plain(name: string): string;
  number(name: string): bigint;
  amount(name: string): string;
  time(name: string): string;
  /** How long from one moment to another, as a duration. */
  span(from: string, to: string): string;
  tick(name: string): string;
  position(name: string): string;
  /** A command that helps. */
  readonly run: Run;
}

/** What is said of an error, and what to do next. */
export type Writer = (a: Reader) => readonly [message: string, hint: string];

/** Reads a refusal's arguments. */
export function readerOf(refusal: ContractRefusal, token: TokenInfo, run: Run): Reader {
  const value = (name: string): unknown => {
    if (name in refusal.args) return refusal.args[name];
    throw new Error(`The error ${refusal.error} has no argument "${name}".`);
  };
  const number = (name: string): bigint => value(name) as bigint;
  return {
    run,
    number,
    plain: (name) => textOf(value(name)),
    amount: (name) => `${amountText(number(name), token)} ${token.symbol}`,
    time: (name) => formatTime(number(name)),
    span: (from, to) => formatDuration(Number(number(to) - number(from)) * 1000),
    tick: (name) => tickText(Number(number(name))),
    position: (name) => {
      const id = number(name);
      return `of model ${id >> 8n} at ${tickText(Number(id & 255n))}`;
    },
  };
}

/** Two digits where they say it all, else every digit: a comparison must not show the same number twice. */
function amountText(amount: bigint, { decimals }: TokenInfo): string {
  const short = amount % 10n ** BigInt(Math.max(decimals - 2, 0)) === 0n;
  return short ? formatAmount(amount, decimals) : formatExactAmount(amount, decimals);
}

function tickText(tick: number): string {
  if (tick > 127) return `tick ${tick}`;
  return `tick ${tick} (${formatExactAmount(rate(tick), 3)} %)`;
}

function textOf(value: unknown): string {
  if (typeof value !== "string") return String(value);
  if (!/^0x[0-9a-f]{64}$/i.test(value)) return value;
  // A bytes32 that holds a name ends in zeros; a hash does not.
  const codes = value
    .match(/../g)!
    .slice(1)
    .map((pair) => Number.parseInt(pair, 16));
  const text = String.fromCharCode(...codes).replace(/\0+$/, "");
  return text.length > 0 && /^[\x20-\x7e]+$/.test(text) ? text : value;
}
