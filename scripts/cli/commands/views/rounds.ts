import { z } from "zod";

import { readLogs, readRoundRecords, readRoundView, type Deployment, type RoundSummary } from "#chain";
import { formatExactAmount, formatTime } from "#lib";
import { WAD } from "#twin";
import { printTable } from "../../terminal/table.js";
import { readingOptions } from "../support/arguments.js";
import { command } from "../support/command.js";
import { roundLine, short } from "../support/show.js";
import { NONE, scoreText, signed } from "./figures.js";
import { openPast, type Past } from "./past.js";
import { wholeFrom } from "./wholeFrom.js";

const schema = z.object({ ...readingOptions, rounds: wholeFrom(1, "rounds") });

/** A closed round. Token wei, as far as it is settled; unix seconds. */
interface RoundRow extends RoundSummary {
  readonly opensAt: number;
  readonly locksAt: number;
  readonly closedAt: number;
  readonly filled: bigint;
  readonly gain: bigint;
  readonly burn: bigint;
  readonly rent: bigint;
}

/** The closed rounds, the latest last, and where the open one stands. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const [view, past] = await Promise.all([readRoundView(deployment), openPast(deployment)]);
  const first = Math.max(1, view.round - input.rounds);
  const closed = Array.from({ length: view.round - first }, (_, place) => first + place);
  const [records, times] = await Promise.all([readRoundRecords(deployment, closed), timesOf(deployment, past.through)]);
  const rows = await Promise.all(records.map((record) => rowOf(record, past, times)));
  return {
    data: { open: view, rounds: rows },
    show: () => {
      process.stdout.write(`${roundLine(view)}\n`);
      if (rows.length > 0) show(deployment, rows);
    },
    next: ["rent"],
  };
});

/** When each round opened and locked. A recess that ends moves the lock. */
async function timesOf(
  deployment: Deployment,
  through: number,
): Promise<Map<number, { opensAt: number; locksAt: number }>> {
  const { interface: abi } = deployment.contracts.space;
  const topics = [["RoundOpened", "Resumed"].map((name) => abi.getEvent(name as "Resumed").topicHash)];
  const times = new Map<number, { opensAt: number; locksAt: number }>();
  for (const log of await readLogs(deployment, { address: deployment.addresses.space, topics }, through)) {
    const { args } = abi.parseLog(log)!;
    const round = Number(args["round"]);
    const opensAt = args["opensAt"] === undefined ? times.get(round)!.opensAt : Number(args["opensAt"]);
    times.set(round, { opensAt, locksAt: Number(args["locksAt"]) });
  }
  return times;
}

async function rowOf(
  record: RoundSummary,
  past: Past,
  times: ReadonlyMap<number, { opensAt: number; locksAt: number }>,
): Promise<RoundRow> {
  const settled = await past.settledIn(record.round);
  const sum = (of: (each: (typeof settled)[number]) => bigint): bigint =>
    settled.reduce((total, each) => total + of(each), 0n);
  return {
    ...record,
    ...times.get(record.round)!,
    // The next one opens when it closes.
    closedAt: times.get(record.round + 1)!.opensAt,
    filled: sum(({ filled }) => filled),
    gain: sum(({ gain }) => gain),
    burn: sum(({ burn }) => burn),
    rent: sum(({ rent }) => rent),
  };
}

function show(deployment: Deployment, rows: readonly RoundRow[]): void {
  const { symbol } = deployment.token;
  printTable(
    [
      "round",
      "locked",
      "closed",
      "outcome",
      "payout factor",
      "best score",
      `filled ${symbol}`,
      "result",
      "rent",
      "unsettled",
    ],
    rows.map((row) => {
      const result = row.gain - row.burn;
      const isReported = row.outcome === "Reported";
      return [
        String(row.round),
        formatTime(row.locksAt),
        formatTime(row.closedAt),
        row.outcome.toLowerCase(),
        isReported ? (row.payoutFactor === WAD ? "1" : formatExactAmount(row.payoutFactor).slice(0, 6)) : NONE,
        isReported ? scoreText(row.maxScore) : NONE,
        isReported ? short(deployment, row.filled) : NONE,
        isReported ? signed(short(deployment, result), result) : NONE,
        isReported ? short(deployment, row.rent) : NONE,
        row.reserve > 0n ? String(row.unsettledModels) : NONE,
      ];
    }),
  );
}
