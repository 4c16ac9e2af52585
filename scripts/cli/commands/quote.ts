import { z } from "zod";

import { readModelNames, readModelView } from "#chain";
import { StakespaceError } from "#lib";
import { say } from "../terminal/output.js";
import { printTable } from "../terminal/table.js";
import { command } from "./support/command.js";
import {
  amount,
  modelRef,
  positiveAmount,
  rateText,
  readingOptions,
  tick,
  tickFrom,
  tickText,
} from "./support/arguments.js";
import { modelMeant } from "./support/modelMeant.js";
import { idleWarnings, previewBid, type Price } from "./support/preview.js";
import { short } from "./support/show.js";

const schema = z.object({
  ...readingOptions,
  model: modelRef,
  tick: tick.optional(),
  rate: z.string().optional(),
  amount: amount.optional(),
});

/** What clearing a model's book gives now, and with one more bid. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const id = await modelMeant(deployment, input.model);
  const [model, [name]] = await Promise.all([readModelView(deployment, id), readModelNames(deployment, [id])]);
  const { demand, filled, priceTick, rate, limit, reserveTick } = model;
  const now = { model: id, name, limit, demand, filled, priceTick, rate, reserveTick };
  const { symbol } = deployment.token;
  const row = (what: string, price: Price): string[] => [
    what,
    rateText(price.priceTick),
    short(deployment, price.filled),
    short(deployment, price.demand),
    short(deployment, limit),
  ];
  const headers = [`model ${id}`, "price", `filled ${symbol}`, `bids ${symbol}`, `limit ${symbol}`];

  if (input.amount === undefined) {
    if (input.tick !== undefined || input.rate !== undefined) {
      throw new StakespaceError("A rate is given, but no amount.", {
        code: "BAD_ARGUMENT",
        hint: 'To see what a bid would get, name both, e.g. "--rate 0.5% --amount 100".',
      });
    }
    return { data: now, show: () => printTable(headers, [row("now", model)]) };
  }
  const at = tickFrom(input, "down");
  const assets = positiveAmount(input.amount, deployment.token.decimals);
  const preview = previewBid(model, at, assets);
  return {
    data: { ...now, bid: { tick: at, assets, ...preview } },
    show: () => {
      printTable(headers, [row("now", model), row("with the bid", preview.after)]);
      printTable(
        ["bid", `filled ${symbol}`, `idle ${symbol}`, `rent a round ${symbol}`],
        [
          [
            tickText(at),
            short(deployment, preview.filled),
            short(deployment, assets - preview.filled),
            short(deployment, preview.rent),
          ],
        ],
      );
      for (const warning of idleWarnings(model, at, preview)) say(`Warning: ${warning}`);
    },
    next: [`bid --model ${id} --tick ${at} --amount ${input.amount}`],
  };
});
