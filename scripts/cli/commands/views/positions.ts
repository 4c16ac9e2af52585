import { zeroPadValue } from "ethers";
import { z } from "zod";

import {
  type Deployment,
  ModelLedger,
  type ModelView,
  type PositionView,
  readModelIds,
  readModelNames,
  readModelViews,
  readPositions,
  readLogs,
  readRoundView,
  type RoundView,
  signerFor,
} from "#chain";
import { clear, isIdle } from "#twin";
import { printTable } from "../../terminal/table.js";
import { account, readingOptions, tickText } from "../support/arguments.js";
import { command } from "../support/command.js";
import { bookOf } from "../support/preview.js";
import { exact, roundLine, short } from "../support/show.js";
import { leaving } from "./leaving.js";
import { signed } from "./figures.js";
import { openPast, type Past } from "./past.js";

const schema = z.object({ ...readingOptions, holder: account.optional() });

/** A position of the moment. Token wei. */
interface PositionRow extends PositionView {
  readonly name: string;
  readonly idle: bigint;
  /** Whether it may leave now, and from when on. */
  readonly leaves: string;
  readonly mayLeave: boolean;
  /** What would be filled in the next round, were book and limit to stay: a reserve that is set already counts. */
  readonly filledNext: bigint;
}

/** What an account has had of a model. Token wei. */
interface Account {
  readonly model: number;
  readonly name: string;
  readonly value: bigint;
  readonly paidIn: bigint;
  readonly takenOut: bigint;
  /** What is there and what was taken out, less what was paid in. */
  readonly gain: bigint;
  readonly rent: bigint;
}

/** What an account has at stake, what came of it, and when it can leave. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const holder = await holderOf(input.holder);
  const ids = await readModelIds(deployment);
  const [round, past, positions, models, names] = await Promise.all([
    readRoundView(deployment),
    openPast(deployment),
    readPositions(deployment, holder, ids),
    readModelViews(deployment, ids),
    readModelNames(deployment, ids),
  ]);
  const rows = positions.map((position) =>
    rowOf(position, models[position.model - 1]!, names[position.model - 1]!, round),
  );
  const accounts = await accountsOf(deployment, past, holder, positions, names);
  return {
    data: { holder, round: round.round, positions: rows, models: accounts },
    show: () => {
      process.stdout.write(`${roundLine(round)}\n`);
      if (accounts.length === 0) process.stdout.write(`${holder} has never had stake here.\n`);
      else show(deployment, holder, rows, accounts);
    },
    next: rows.length === 0 ? ["models"] : [`model ${rows[0]!.name}`],
  };

  async function holderOf(named = "0"): Promise<string> {
    return named.startsWith("0x") ? named : (await signerFor(context.connection, named)).address;
  }
});

function rowOf(position: PositionView, model: ModelView, name: string, round: RoundView): PositionRow {
  const book = bookOf(model);
  const isIdleNow = isIdle(clear(book, model.limit, model.reserveTick), position.tick);
  const next = clear(book, model.limit, model.nextReserveTick);
  const pool = book.get(position.tick);
  const filledNext =
    pool === undefined || pool.assets === 0n
      ? 0n
      : (position.assets * (next.fills.get(position.tick) ?? 0n)) / pool.assets;
  const { mayLeave, words } = leaving(round, isIdleNow);
  return { ...position, name, idle: position.assets - position.filled, leaves: words, mayLeave, filledNext };
}

/** By model, those that are left included. */
async function accountsOf(
  deployment: Deployment,
  past: Past,
  holder: string,
  positions: readonly PositionView[],
  names: readonly string[],
): Promise<Account[]> {
  const all = await Promise.all(
    (await modelsOf(deployment, past, holder)).map(async (model) => {
      const ledger = await ModelLedger.read(deployment, model, past.through, (round) => past.returnOf(model, round));
      const { paidIn, takenOut, rent } = ledger.stakeOf(holder);
      const value = positions.filter((each) => each.model === model).reduce((sum, { assets }) => sum + assets, 0n);
      return { model, name: names[model - 1]!, value, paidIn, takenOut, gain: value + takenOut - paidIn, rent };
    }),
  );
  return all.sort((a, b) => a.model - b.model);
}

/** The models that an account ever had shares of. */
async function modelsOf(deployment: Deployment, past: Past, holder: string): Promise<number[]> {
  const { interface: abi } = deployment.contracts.space;
  const topics = [abi.getEvent("Transfer").topicHash, null, zeroPadValue(holder, 32)];
  const got = await readLogs(deployment, { address: deployment.addresses.space, topics }, past.through);
  return [...new Set(got.map((log) => Number((abi.parseLog(log)!.args["id"] as bigint) >> 8n)))];
}

function show(
  deployment: Deployment,
  holder: string,
  rows: readonly PositionRow[],
  accounts: readonly Account[],
): void {
  const { symbol } = deployment.token;
  const sum = (of: (each: Account) => bigint): bigint => accounts.reduce((total, each) => total + of(each), 0n);
  process.stdout.write(
    `${holder} has ${exact(
      deployment,
      sum(({ value }) => value),
    )} at stake.\n`,
  );
  if (rows.length > 0) {
    printTable(
      ["model", "bid", `value ${symbol}`, "filled", "idle", "next round", "may leave"],
      rows.map((row) => [
        row.name,
        tickText(row.tick),
        short(deployment, row.assets),
        short(deployment, row.filled),
        short(deployment, row.idle),
        `${short(deployment, row.filledNext)} filled`,
        row.leaves,
      ]),
    );
  }
  const line = (name: string, of: (pick: (each: Account) => bigint) => bigint): string[] => {
    const gain = of((each) => each.gain);
    return [
      name,
      short(
        deployment,
        of((each) => each.value),
      ),
      short(
        deployment,
        of((each) => each.paidIn),
      ),
      short(
        deployment,
        of((each) => each.takenOut),
      ),
      signed(short(deployment, gain), gain),
      short(
        deployment,
        of((each) => each.rent),
      ),
    ];
  };
  printTable(
    ["model", `value ${symbol}`, "paid in", "taken out", "gain or loss", "rent paid"],
    [
      ...accounts.map((each) => line(each.name, (pick) => pick(each))),
      ...(accounts.length > 1 ? [line("all", sum)] : []),
    ],
  );
}
