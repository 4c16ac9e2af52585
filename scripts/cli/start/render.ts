import { formatAmount, formatPercent } from "#lib";
import type { Colors as ColorsOf } from "../terminal/output.js";
import { paragraph } from "../terminal/paragraph.js";
import { formatTable } from "../terminal/table.js";
import {
  type Conservation,
  type Played,
  type RoundLine,
  growthOf,
  type AccountStanding,
  type ModelStanding,
} from "#tournament";
import { WAD } from "#twin";
import { closingWords } from "./closing.js";
import { renderIdle } from "./idle.js";
import { signed, signedPercent } from "./numbers.js";

export { closingWords } from "./closing.js";

type Colors = ColorsOf | undefined;

/** How many of each the summary names. */
const SHOWN = 10;

interface Column {
  readonly title: string;
  readonly width: number;
  readonly cell: (line: RoundLine) => string;
}

const tokens = (wei: bigint): string => formatAmount(wei, 18, 0);

/** One column each; wide enough for what can stand in it, because rounds are printed while they are played. */
const COLUMNS: readonly Column[] = [
  { title: "round", width: 5, cell: ({ round }) => String(round) },
  { title: "filled", width: 9, cell: ({ filled }) => tokens(filled) },
  { title: "idle", width: 9, cell: ({ idle }) => tokens(idle) },
  { title: "median rent", width: 11, cell: ({ medianRate }) => formatPercent(medianRate, 3) },
  { title: "top rent", width: 8, cell: ({ topRate }) => formatPercent(topRate, 3) },
  { title: "payout factor", width: 13, cell: ({ payoutFactor }) => payoutFactor.toFixed(4) },
  { title: "meta CORR", width: 9, cell: ({ metaModelCorr }) => signed(metaModelCorr, 4) },
  { title: "linear CORR", width: 11, cell: ({ linearCorr }) => signed(linearCorr, 4) },
  { title: "half held by", width: 12, cell: ({ halfHeldBy }) => String(halfHeldBy) },
  { title: "rent", width: 7, cell: ({ rent }) => tokens(rent) },
  { title: "paid", width: 7, cell: ({ paid }) => tokens(paid) },
  { title: "burned", width: 7, cell: ({ burned }) => tokens(burned) },
];

/** What the columns mean, and their titles. */
export function renderHeader(title: string, accounts: number, models: number, colors: Colors): string {
  return [
    `Stakespace on ${title}; ${accounts} accounts, ${models} models.`,
    "",
    "Amounts in tokens. filled: stake at risk; idle: stake that found no space; rent: what filled stake pays a model's",
    "owner for the round; linear CORR: what the meta model would have scored with linear stake, all stake in the books",
    "counting, idle stake too; half held by: the fewest accounts that together have half of the weight in the meta model;",
    "paid, burned: gains and losses of filled stake.",
    "",
    (colors?.bold ?? String)(COLUMNS.map(({ title: name, width }) => name.padStart(width)).join("  ")),
    COLUMNS.map(({ width }) => "─".repeat(width)).join("  "),
  ].join("\n");
}

/** One line for a round. */
export function renderRound(line: RoundLine): string {
  return COLUMNS.map(({ width, cell }) => cell(line).padStart(width)).join("  ");
}

/** The end: why stake was idle, who did how, whether the books balance, and what all of it shows in words. */
export function renderSummary({ rounds, findings, standings, conservation }: Played, colors: Colors): string {
  const { accounts, models } = standings;
  const rent = accounts.reduce((total, account) => total + account.rent, 0n);
  const bold = colors?.bold ?? String;
  return [
    "",
    bold("Why stake was idle"),
    renderIdle(rounds, colors),
    "",
    bold(`Leaderboard: accounts by growth, the best ${Math.min(SHOWN, accounts.length)} of ${accounts.length}`),
    formatTable(
      ["account", "models", "start", "end", "growth", "rent earned", "account weight"],
      accounts.slice(0, SHOWN).map(accountCells),
      colors,
    ),
    "",
    bold(
      `Models by mean CORR, the best ${Math.min(SHOWN, models.length)} of ${models.length}; limit and filled of the last round`,
    ),
    formatTable(
      ["model", "owner", "mean CORR", "growth", "base share", "limit", "filled", "gain", "rent earned"],
      models.slice(0, SHOWN).map(modelCells),
      colors,
    ),
    "",
    bold("Rent earned by owners"),
    formatTable(
      ["account", "rent earned"],
      [
        ...[...accounts]
          .sort((a, b) => Number(b.rent - a.rent) || (a.account < b.account ? -1 : 1))
          .slice(0, SHOWN)
          .map(({ account, rent: earned }) => [account, formatAmount(earned)]),
        [`all ${accounts.length}`, formatAmount(rent)],
      ],
      colors,
    ),
    "",
    ...renderConservation(conservation, colors),
    "",
    bold("What this run shows"),
    paragraph(closingWords(findings)),
  ].join("\n");
}

function accountCells({ account, models, start, end, rent, weight }: AccountStanding): string[] {
  const growth = Number(growthOf({ start, end })) / Number(WAD);
  return [
    account,
    String(models),
    tokens(start),
    tokens(end),
    signedPercent(growth),
    formatAmount(rent),
    weight.toFixed(4),
  ];
}

function modelCells({ model, account, corr, growth, baseShare, limit, filled, gain, rent }: ModelStanding): string[] {
  return [
    model,
    account,
    signed(corr, 4),
    signed(growth, 4),
    baseShare.toFixed(3),
    tokens(limit),
    tokens(filled),
    formatAmount(gain),
    formatAmount(rent),
  ];
}

function renderConservation({ flows, owed, balance, held, ...checks }: Conservation, colors: Colors): string[] {
  const verdict = (exact: boolean): string =>
    exact ? (colors?.green ?? String)("exact, to the wei") : (colors?.red ?? String)("DOES NOT BALANCE");
  const row = (name: string, wei: bigint): string[] => [name, formatAmount(wei, 18, 18)];
  return [
    (colors?.bold ?? String)("Where every token is"),
    formatTable(
      ["came in and went out", "tokens"],
      [
        row("deposits", flows.deposits),
        row("treasury funding", flows.funding),
        row("- withdrawals", flows.withdrawals),
        row("- rent paid out", flows.rentPaid),
        row("- burned, sent to the sink", flows.burnFlushed),
        row("- treasury withdrawn", flows.treasuryWithdrawn),
        row("= balance of the contract", balance),
      ],
      colors,
    ),
    `came in = went out + balance: ${verdict(checks.flowsBalance)}`,
    "",
    formatTable(
      ["what the contract holds it for", "tokens"],
      [
        row("stake in pools", owed.pools),
        row("treasury", owed.treasury),
        row("reserves of rounds", owed.reserves),
        row("rent not collected", owed.rentOwed),
        row("burned, not yet sent", owed.burned),
        row("held in all", held),
      ],
      colors,
    ),
    `balance = held = sum of what is owed, pool by pool: ${verdict(checks.holdingsBalance)}`,
    `a second implementation computed the same pools, limits and rents: ${checks.twinAgrees ? verdict(true) : verdict(false)}`,
  ];
}

/** Whether all checks came out exact. */
export function isExact({ flowsBalance, holdingsBalance, twinAgrees }: Conservation): boolean {
  return flowsBalance && holdingsBalance && twinAgrees;
}
