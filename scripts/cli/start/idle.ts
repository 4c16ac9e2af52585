import type { IdleReason, RoundLine } from "#tournament";
import { IDLE_REASONS } from "#tournament";

import { formatAmount } from "#lib";
import type { Colors } from "../terminal/output.js";
import { formatTable } from "../terminal/table.js";

/** Why stake is idle, in words that go on from "idle stake". */
export const REASONS: Readonly<Record<IdleReason, string>> = {
  belowPrice: "below the price",
  beyondLimit: "at the price, beyond the limit",
  belowReserve: "below the owner's reserve",
  withoutLimit: "on a model without a limit",
};

/** Tokens of idle stake by reason, in the first round, in the last and in the mean of all. */
export function renderIdle(rounds: readonly RoundLine[], colors: Colors | undefined): string {
  const [first, last] = [rounds[0]!, rounds.at(-1)!];
  const shown = rounds.length === 1 ? [first] : [first, last];
  const all = BigInt(rounds.length);
  const mean = (of: (line: RoundLine) => bigint): bigint => rounds.reduce((sum, line) => sum + of(line), 0n) / all;
  const row = (title: string, of: (line: RoundLine) => bigint): string[] => [
    title,
    ...[...shown.map(of), ...(rounds.length === 1 ? [] : [mean(of)])].map((wei) => formatAmount(wei, 18, 0)),
  ];
  return formatTable(
    [
      "idle, tokens",
      ...shown.map(({ round }) => `round ${round}`),
      ...(rounds.length === 1 ? [] : [`mean of ${rounds.length}`]),
    ],
    [
      ...IDLE_REASONS.map((reason) => row(REASONS[reason], ({ idleBecause }) => idleBecause[reason])),
      row("all idle stake", ({ idle }) => idle),
    ],
    colors,
  );
}
