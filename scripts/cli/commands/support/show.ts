import type { Sent, Deployment, ModelView, RoundView } from "#chain";
import { formatAmount, formatCount, formatExactAmount, formatFromNow, formatTime } from "#lib";
import { printTable } from "../../terminal/table.js";
import { rateText, tickText } from "./arguments.js";
import type { Price } from "./preview.js";

/** A token amount with its symbol and every digit: for one number in a sentence. */
export function exact({ token }: Pick<Deployment, "token">, amount: bigint): string {
  const [whole, fraction] = formatExactAmount(amount, token.decimals).split(".") as [string, string?];
  return `${formatCount(BigInt(whole))}${fraction === undefined ? "" : `.${fraction}`} ${token.symbol}`;
}

/** A token amount with four digits, cut off: for tables and estimates. */
export function short({ token }: Pick<Deployment, "token">, amount: bigint): string {
  return formatAmount(amount, token.decimals, 4);
}

/** What `--json` prints of transactions. */
export function sentData(transactions: readonly Sent[]): object[] {
  return transactions.map(({ hash, block, gas }) => ({ hash, block, gas }));
}

/** The price of a model before and after an action, as lines of a plan. */
export function priceChange(deployment: Deployment, model: ModelView, after: Price): string[] {
  const line = (price: Price): string =>
    `${rateText(price.priceTick)} per round, ${short(deployment, price.filled)} of ${short(deployment, model.limit)} ${deployment.token.symbol} taken`;
  return [`  price now    ${line(model)}`, `  price after  ${line(after)}`];
}

const PHASE_WORDS: Record<RoundView["phase"], (round: RoundView) => string> = {
  Bidding: (r) => `bids may come and go; the quiet period begins ${fromNow(r, r.quietFrom)}`,
  Quiet: (r) => `bids may be added or raised, nothing may leave; the book locks ${fromNow(r, r.locksAt)}`,
  Live: (r) =>
    `the book is frozen, only stake at a rate below the price may leave; a report may come ${fromNow(r, r.reportFrom)}`,
  Reporting: (r) => `the report is due, ${fromNow(r, r.reportBy)} at the latest`,
  Pending: (r) =>
    r.now < r.finalFrom
      ? `a report is pending; it may be made final ${fromNow(r, r.finalFrom)}`
      : `a report is pending; since ${formatTime(r.finalFrom)} anyone may make it final`,
  Overdue: (r) => `no report came by ${formatTime(r.reportBy)}: anyone may expire the round`,
  Recess: () => "after too many missed reports stake may come and go freely until the round is resumed",
};

/** Where the round stands, in one line. */
export function roundLine(round: RoundView): string {
  const paused = round.paused ? " Bids, moves and reports are paused." : "";
  return `Round ${round.round}, ${round.phase.toLowerCase()}: ${PHASE_WORDS[round.phase](round)}.${paused}`;
}

/** Models, one line each, on stdout. */
export function showModels(deployment: Deployment, models: readonly (ModelView & { readonly name: string })[]): void {
  const { symbol } = deployment.token;
  printTable(
    ["model", "owner", `limit ${symbol}`, `bids ${symbol}`, `filled ${symbol}`, "price", `rent ${symbol}`, "name"],
    models.map((m) => [
      String(m.model),
      m.owner,
      short(deployment, m.limit),
      short(deployment, m.demand),
      short(deployment, m.filled),
      rateText(m.priceTick),
      short(deployment, m.rent),
      m.name,
    ]),
  );
}

/** A model's book on stdout, the highest rate first. */
export function showBook(deployment: Deployment, model: ModelView): void {
  const { symbol } = deployment.token;
  printTable(
    ["tick", "pays at most", `stake ${symbol}`, `filled ${symbol}`],
    model.pools.map((pool) => [
      String(pool.tick),
      rateText(pool.tick),
      short(deployment, pool.assets),
      short(deployment, pool.filled),
    ]),
  );
}

/** What the model's space goes for at least. */
export function reserveLine(model: ModelView): string {
  const next =
    model.nextReserveTick === model.reserveTick ? "" : `, from the next round on ${tickText(model.nextReserveTick)}`;
  return `Reserve: ${tickText(model.reserveTick)}${next}.`;
}

function fromNow(round: RoundView, moment: number): string {
  return `${formatFromNow(moment, round.now)} (${formatTime(moment)})`;
}
