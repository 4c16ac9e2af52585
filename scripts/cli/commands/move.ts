import { type Account, type Deployment, type ModelView, readModelNames, readModelView, readRoundView } from "#chain";
import { z } from "zod";

import { guarded, type Plan } from "../sending/plan.js";
import { sendingCommand } from "../sending/sendingCommand.js";
import { amount, modelRef, planningOptions, tick, tickFrom, tickText } from "./support/arguments.js";
import { modelMeant, modelText } from "./support/modelMeant.js";
import { type Part, partOf } from "./support/position.js";
import { bookOf, idleWarnings, shareOf, withAdded, withTaken } from "./support/preview.js";
import { exact, priceChange, sentData, short } from "./support/show.js";

const schema = z.object({
  ...planningOptions,
  model: modelRef,
  fromTick: tick.optional(),
  tick: tick.optional(),
  rate: z.string().optional(),
  amount,
});

/** Stake to move. */
export interface MoveWish {
  readonly model: ModelView;
  readonly part: Part;
  readonly to: number;
}

/** Moves stake to another tick of its model. */
export default sendingCommand("move", schema, async (input, { deployment, signer }) => {
  const to = tickFrom(input, "down");
  const model = await readModelView(deployment, await modelMeant(deployment, input.model));
  const part = await partOf(deployment, model, signer.address, input.fromTick, input.amount, "--from-tick");
  return planMove(deployment, signer, { model, part, to });
});

/** The plan of a move. */
export async function planMove(
  deployment: Deployment,
  { address: holder }: Account,
  { model, part, to }: MoveWish,
): Promise<Plan> {
  const id = model.model;
  const [[name], round] = await Promise.all([readModelNames(deployment, [id]), readRoundView(deployment)]);
  const { interface: abi } = deployment.contracts.space;
  const call = abi.encodeFunctionData("move", [id, part.tick, to, part.asked]);
  const book = withAdded(withTaken(bookOf(model), part.tick, part.shares), to, part.assets);
  const preview = shareOf(model, book, to, part.assets);
  const { shares, assets } = part;
  const known = { model: id, name, fromTick: part.tick, toTick: to, shares, assets, holder };
  return {
    lines: [
      `Move ${exact(deployment, assets)} on ${modelText(id, name!)} from ${tickText(part.tick)} to ${tickText(to)}, for ${holder}:`,
      ...priceChange(deployment, model, preview.after),
      `  of the stake ${short(deployment, preview.filled)} filled, ${short(deployment, assets - preview.filled)} idle; rent about ${short(deployment, preview.rent)} ${deployment.token.symbol} a round`,
    ],
    warnings: idleWarnings(model, to, preview),
    steps: [{ what: "Move", ...guarded(deployment, round, [call]) }],
    data: { ...known, price: { before: model.rate, after: preview.after.rate } },
    outcome: async (sent) => {
      const after = await readModelView(deployment, id);
      return {
        data: { ...known, price: { before: model.rate, after: after.rate }, transactions: sentData(sent) },
        next: [`status --holder ${holder}`],
      };
    },
  };
}
