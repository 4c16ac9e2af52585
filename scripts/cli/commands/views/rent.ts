import { z } from "zod";

import { type Deployment, readModelIds, readModelNames, readModelViews, readParameters } from "#chain";
import { WAD } from "#twin";
import { printTable } from "../../terminal/table.js";
import { modelRef, readingOptions } from "../support/arguments.js";
import { command } from "../support/command.js";
import { modelMeant } from "../support/modelMeant.js";
import { exact, short } from "../support/show.js";
import { perRound, rateOf } from "./figures.js";
import { openPast, type Past } from "./past.js";
import { wholeFrom } from "./wholeFrom.js";

const schema = z.object({ ...readingOptions, model: modelRef.optional(), rounds: wholeFrom(1, "rounds") });

/** What a model's filled stake paid in a round. Token wei. */
interface RentRow {
  readonly round: number;
  readonly model: number;
  readonly name: string;
  readonly filled: bigint;
  /** Units of 1e-5. */
  readonly price: bigint;
  readonly rent: bigint;
}

/** The rent of each settled round and model, and what is still to be collected. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const only = input.model === undefined ? undefined : await modelMeant(deployment, input.model);
  const ids = only === undefined ? await readModelIds(deployment) : [only];
  const [views, names, past, parameters] = await Promise.all([
    readModelViews(deployment, ids),
    readModelNames(deployment, ids),
    openPast(deployment),
    readParameters(deployment),
  ]);
  const rows = await rowsOf(past, new Map(ids.map((id, place) => [id, names[place]!])), input.rounds);
  const owed = views.map(({ model, owner, rent }, place) => ({ model, name: names[place]!, owner, rent }));
  const total = rows.reduce((sum, { rent }) => sum + rent, 0n);
  return {
    data: { rents: rows, total, uncollected: owed, rentFee: parameters.rentFee },
    show: () =>
      show(
        deployment,
        rows,
        total,
        owed.filter(({ rent }) => rent > 0n),
        parameters.rentFee,
      ),
    next: owed.some(({ rent }) => rent > 0n) ? ["collect-rent"] : [],
  };
});

async function rowsOf(past: Past, names: ReadonlyMap<number, string>, rounds: number): Promise<RentRow[]> {
  const all = await Promise.all(
    past.reported.slice(-rounds).map(async (round) =>
      (await past.settledIn(round))
        .filter(({ model }) => names.has(model))
        .map(({ model, filled, rent }) => ({
          round,
          model,
          name: names.get(model)!,
          filled,
          price: rateOf({ filled, rent }),
          rent,
        }))
        .sort((a, b) => a.model - b.model),
    ),
  );
  return all.flat();
}

function show(
  deployment: Deployment,
  rows: readonly RentRow[],
  total: bigint,
  owed: readonly { readonly name: string; readonly owner: string; readonly rent: bigint }[],
  fee: bigint,
): void {
  const { symbol } = deployment.token;
  if (rows.length === 0) process.stdout.write("No rent was paid yet: no round with stake is settled.\n");
  else {
    printTable(
      ["round", "model", `filled ${symbol}`, "price", `rent ${symbol}`],
      rows.map((row) => [
        String(row.round),
        row.name,
        short(deployment, row.filled),
        perRound(row.price),
        short(deployment, row.rent),
      ]),
    );
    const percent = (100n * fee) / WAD;
    process.stdout.write(`In all ${exact(deployment, total)}, of which the treasury keeps ${percent} % now.\n`);
  }
  if (owed.length === 0) return;
  printTable(
    ["not yet collected", "owner", symbol],
    owed.map(({ name, owner, rent }) => [name, owner, short(deployment, rent)]),
  );
}
