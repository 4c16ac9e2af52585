import { z } from "zod";

import type { Deployment } from "#chain";
import { printTable } from "../../terminal/table.js";
import { account, duration, rateText, readingOptions } from "../support/arguments.js";
import { command, type CommandResult } from "../support/command.js";
import { roundLine, short } from "../support/show.js";
import { readRoundView, signerFor } from "#chain";
import { perRound, scoreText, shareText, shortAddress, signedPercent } from "./figures.js";
import { openPast } from "./past.js";
import { type ListedModel, readModelRows } from "./rows.js";
import { filtered, sorted } from "./selection.js";
import { watching } from "./watching.js";

const schema = z.object({
  ...readingOptions,
  sort: z.string().default("model"),
  filter: z.string().optional(),
  owner: account.optional(),
  watch: z.boolean(),
  every: duration,
});

/** Lists models with what they have to give and what they gave. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  // What is wrong with them shows before anything is read.
  sorted([], input.sort);
  if (input.filter !== undefined) filtered([], input.filter, deployment.token.decimals);
  const owner = input.owner === undefined ? undefined : await ownerOf(input.owner);
  return watching(input, context, async () => {
    const [past, round] = await Promise.all([openPast(deployment), readRoundView(deployment)]);
    const all = await readModelRows(deployment, past);
    const kept = input.filter === undefined ? all : filtered(all, input.filter, deployment.token.decimals);
    const rows = sorted(owner === undefined ? kept : kept.filter((row) => row.owner === owner), input.sort);
    return result(deployment, rows, all.length, roundLine(round), round.round, past.reported.at(-1) ?? 0);
  });

  async function ownerOf(named: string): Promise<string> {
    return named.startsWith("0x") ? named : (await signerFor(context.connection, named)).address;
  }
});

function result(
  deployment: Deployment,
  rows: readonly ListedModel[],
  count: number,
  line: string,
  round: number,
  reported: number,
): CommandResult {
  return {
    data: { round, reported, count, models: rows },
    show: () => {
      process.stdout.write(`${line}\n`);
      if (rows.length === 0)
        process.stdout.write(count === 0 ? "No model is registered yet.\n" : "No model is like that.\n");
      else showRows(deployment, rows);
    },
    next: count === 0 ? ["register my-model"] : rows.length === 0 ? [] : [`model ${rows[0]!.name}`],
  };
}

function showRows(deployment: Deployment, rows: readonly ListedModel[]): void {
  const { symbol } = deployment.token;
  printTable(
    [
      "id",
      "name",
      "owner",
      `limit ${symbol}`,
      "filled",
      "price",
      "reserve",
      "score",
      "growth",
      "return 1",
      "5",
      "20",
      "base",
      "weight",
    ],
    rows.map((row) => [
      String(row.model),
      row.name,
      shortAddress(row.owner),
      short(deployment, row.limit),
      short(deployment, row.filled),
      perRound(row.price),
      rateText(row.reserveTick),
      scoreText(row.score),
      scoreText(row.growth),
      signedPercent(row.return1),
      signedPercent(row.return5),
      signedPercent(row.return20),
      shareText(row.baseShare),
      shareText(row.weight),
    ]),
  );
}
