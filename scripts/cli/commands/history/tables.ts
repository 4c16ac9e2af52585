import type { Deployment, ModelInRound, RoundHeader, SettledModel } from "#chain";
import { formatExactAmount } from "#lib";
import { printTable } from "../../terminal/table.js";
import { short } from "../support/show.js";

/** A closed round in a line. Token wei. */
export interface RoundTotals extends Pick<RoundHeader, "round" | "outcome"> {
  /** Block of its closing. */
  readonly block: number;
  /** 18 decimals; 0 for a round that expired. */
  readonly payoutFactor: bigint;
  readonly models: number;
  readonly staked: number;
  readonly filled: bigint;
  readonly gain: bigint;
  readonly burn: bigint;
  readonly rent: bigint;
}

/** Sums over a round's models. */
export function totalsOf(header: RoundHeader, models: readonly ModelInRound[]): RoundTotals {
  const { round, outcome, closed, reports } = header;
  const settled = models.flatMap((model) => model.settled ?? []);
  const sum = (field: "filled" | "gain" | "burn" | "rent"): bigint =>
    settled.reduce((total, model) => total + model[field], 0n);
  return {
    round,
    outcome,
    block: closed.block,
    payoutFactor: outcome === "reported" ? reports.at(-1)!.report.payoutFactor : 0n,
    models: models.length,
    staked: settled.length,
    filled: sum("filled"),
    gain: sum("gain"),
    burn: sum("burn"),
    rent: sum("rent"),
  };
}

/** Rounds, a line each, on stdout. */
export function roundsTable(deployment: Deployment, rounds: readonly RoundTotals[]): void {
  const { symbol } = deployment.token;
  printTable(
    ["round", "outcome", "block", "payout factor", "models", "staked", ...AMOUNTS.map((name) => `${name} ${symbol}`)],
    rounds.map((each) => [
      String(each.round),
      each.outcome,
      String(each.block),
      each.outcome === "reported" ? formatExactAmount(each.payoutFactor) : "–",
      String(each.models),
      String(each.staked),
      ...AMOUNTS.map((name) => short(deployment, each[name])),
    ]),
  );
}

/** Models round by round, a line each, on stdout. */
export function modelsTable(
  deployment: Deployment,
  models: readonly (ModelInRound & { readonly round: number })[],
): void {
  const { symbol } = deployment.token;
  printTable(
    ["round", "model", "name", "account", ...AMOUNTS.map((name) => `${name} ${symbol}`), ...SCORES],
    models.map(({ round, model, name, account, settled, record }) => [
      String(round),
      String(model),
      name,
      account ?? "–",
      ...AMOUNTS.map((amount) => amountOf(deployment, settled, amount)),
      ...(record === undefined
        ? SCORES.map(() => "–")
        : [
            (record.score / 100_000).toFixed(5),
            (record.growth / 100_000).toFixed(5),
            (record.weight / 10_000).toFixed(4),
            (record.baseShare / 10_000).toFixed(4),
          ]),
    ]),
  );
}

const AMOUNTS = ["filled", "gain", "burn", "rent"] as const;
const SCORES = ["score", "growth", "weight", "base share"];

function amountOf(deployment: Deployment, settled: SettledModel | undefined, name: (typeof AMOUNTS)[number]): string {
  return settled === undefined ? "–" : short(deployment, settled[name]);
}
