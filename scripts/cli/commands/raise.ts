import { z } from "zod";

import { readModelView } from "#chain";
import { StakespaceError } from "#lib";
import { sendingCommand } from "../sending/sendingCommand.js";
import { planMove } from "./move.js";
import { amount, modelRef, planningOptions, tick, tickFrom, tickText } from "./support/arguments.js";
import { modelMeant } from "./support/modelMeant.js";
import { partOf } from "./support/position.js";

const schema = z.object({
  ...planningOptions,
  model: modelRef,
  fromTick: tick.optional(),
  tick: tick.optional(),
  rate: z.string().optional(),
  amount,
});

/** Raises a bid: a move that only goes up, which is allowed until the lock; to the price of the moment unless a rate is named. */
export default sendingCommand("raise", schema, async (input, { deployment, signer }) => {
  const model = await readModelView(deployment, await modelMeant(deployment, input.model));
  const part = await partOf(deployment, model, signer.address, input.fromTick, input.amount, "--from-tick");
  const isNamed = input.tick !== undefined || input.rate !== undefined;
  const to = isNamed ? tickFrom(input, "down") : Math.max(model.priceTick, model.reserveTick);
  if (to <= part.tick) {
    throw new StakespaceError(`The bid is at ${tickText(part.tick)} already; ${tickText(to)} is not higher.`, {
      code: "NOT_A_RAISE",
      hint: isNamed
        ? 'Name a higher rate with --rate; "move" also goes down, before the quiet period.'
        : "It is not below the price, so it has its space; name a rate with --rate to be safer.",
    });
  }
  return planMove(deployment, signer, { model, part, to });
});
