import type { ReactNode } from "react";
import { getAddress } from "viem";

import { useApp } from "../data/app.tsx";
import { useNow } from "../data/head.tsx";
import { amountText, exactAmount, rateText, signed } from "../units/amounts.ts";
import { fromNow, localTime, utcTime } from "../units/times.ts";
import { words } from "../words/index.ts";

/** An amount with its unit; the last digit is in the tip. */
export function Amount({
  wei,
  sign = false,
  bare = false,
}: {
  readonly wei: bigint;
  readonly sign?: boolean;
  readonly bare?: boolean;
}) {
  const { token } = useApp();
  const text = amountText(wei, token.decimals);
  return (
    <span className="figure" data-wei={wei.toString()} title={`${exactAmount(wei, token.decimals)} ${token.symbol}`}>
      {sign ? signed(text) : text}
      {!bare && <span className="unit"> {token.symbol}</span>}
    </span>
  );
}

/** A gain or a loss: told by its sign, and by its colour besides. */
export function Change({ wei, bare = false }: { readonly wei: bigint; readonly bare?: boolean }) {
  return (
    <span className={wei > 0n ? "gain" : wei < 0n ? "loss" : undefined}>
      <Amount wei={wei} sign bare={bare} />
    </span>
  );
}

/** A rate, percent a round. */
export function Rate({ rate }: { readonly rate: bigint | number }) {
  return <span className="figure">{rateText(rate)}</span>;
}

/** A moment in the reader's zone, with UTC beside it. */
export function Time({ at, relative = false }: { readonly at: number; readonly relative?: boolean }) {
  const now = useNow();
  return (
    <time className="time" dateTime={new Date(at * 1_000).toISOString()}>
      {relative && now !== undefined && <span className="time-relative">{fromNow(at, now)}</span>}
      <span className="time-local">{localTime(at)}</span>
      <span className="time-utc">{utcTime(at)}</span>
    </time>
  );
}

/** The words of `amountText` with the token's symbol, for sentences. */
export function useAmountWords(): (wei: bigint) => string {
  const { token } = useApp();
  return (wei) => `${amountText(wei, token.decimals)} ${token.symbol}`;
}

/** The same to the last digit, for what is signed. */
export function useExactWords(): (wei: bigint) => string {
  const { token } = useApp();
  return (wei) => `${exactAmount(wei, token.decimals)} ${token.symbol}`;
}

/** One figure with its name. */
export function Stat({
  name,
  hint,
  children,
  note,
}: {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
  readonly note?: ReactNode;
}) {
  return (
    <div className="stat">
      <dt title={hint}>{name}</dt>
      <dd>
        {children}
        {note !== undefined && <span className="note">{note}</span>}
      </dd>
    </div>
  );
}

/** An address, short where there is little room; whole for whoever copies it. */
export function Address({ address, href }: { readonly address: string; readonly href?: string }) {
  const whole = getAddress(address);
  const short = `${whole.slice(0, 6)}…${whole.slice(-4)}`;
  return href === undefined ? (
    <span className="address" title={whole}>
      {short}
    </span>
  ) : (
    <a className="address" href={href} title={whole}>
      {short}
    </a>
  );
}

/** A hash or an address that is to be read to its end. */
export function Whole({ hex }: { readonly hex: string }) {
  return <code className="whole">{hex}</code>;
}

/** A part of a whole as a bar; the figures stand beside it. */
export function Meter({
  part,
  whole,
  label,
}: {
  readonly part: bigint;
  readonly whole: bigint;
  readonly label: string;
}) {
  const percent = whole === 0n ? 0 : Math.min(100, Number((part * 1_000n) / whole) / 10);
  return (
    <svg className="meter" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect className="meter-whole" width="100" height="6" />
      <rect className="meter-part" width={percent} height="6" />
    </svg>
  );
}

/** Said while something is being read. */
export function Reading() {
  return (
    <p className="reading" role="status">
      {words.frame.reading}
    </p>
  );
}
