import { z } from "zod";

import type { ModelInRound, RoundHeader } from "#chain";
import { StakespaceError } from "#lib";
import { address } from "../support/arguments.js";
import { command } from "../support/command.js";
import { historyOptions } from "./options.js";
import { openStore } from "./outcome.js";
import { modelsTable, roundsTable, type RoundTotals, totalsOf } from "./tables.js";

const COUNT_EXPECTED = "name a whole number from 1";
const count = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, COUNT_EXPECTED)
  .transform(Number);

const schema = z.object({
  ...historyOptions,
  round: count.optional(),
  model: z.string().min(1, "name a model by its id or its name").optional(),
  account: address.optional(),
  last: count.optional(),
});

/** Shows closed rounds from the files: all of them in a line each, or the models that are asked for. */
export default command(schema, async (input, context) => {
  const store = await openStore(context, input.history);
  await store.update();
  const deployment = await context.load();
  const headers = chosen(store.headers, input);
  const totals: RoundTotals[] = [];
  const models: (ModelInRound & { readonly round: number })[] = [];
  for (const header of headers) {
    const all = await store.history.modelsOf(header.round);
    totals.push(totalsOf(header, all));
    models.push(...all.filter((each) => isWanted(each, input)).map((each) => ({ round: header.round, ...each })));
  }
  const detailed = input.round !== undefined || input.model !== undefined || input.account !== undefined;
  return {
    data: { folder: store.folder, rounds: totals, ...(detailed && { models }) },
    show: () => {
      if (detailed) modelsTable(deployment, models);
      else roundsTable(deployment, totals);
    },
  };
});

type Wanted = z.output<typeof schema>;

/** @throws {StakespaceError} `NO_SUCH_ROUND`. */
function chosen(headers: readonly RoundHeader[], { round, last }: Wanted): readonly RoundHeader[] {
  if (round === undefined) return last === undefined ? headers : headers.slice(-last);
  const found = headers.find((header) => header.round === round);
  if (found !== undefined) return [found];
  throw new StakespaceError(
    headers.length === 0
      ? "No round is closed, settled and final yet."
      : `Round ${round} is not closed, settled and final yet; the last one that is: round ${headers.length}.`,
    { code: "NO_SUCH_ROUND", hint: "A round is filed when its report is final and every model with stake is settled." },
  );
}

function isWanted({ model, name, account }: ModelInRound, wanted: Wanted): boolean {
  if (wanted.model !== undefined && wanted.model !== String(model) && wanted.model !== name) return false;
  return wanted.account === undefined || account?.toLowerCase() === wanted.account.toLowerCase();
}
