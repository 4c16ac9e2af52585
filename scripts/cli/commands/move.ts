import { z } from "zod";

import { send, readModelView } from "#chain";
import { command } from "./support/command.js";
import { amount, modelId, sendingOptions, tick, tickFrom, tickText } from "./support/arguments.js";
import { partOf } from "./support/position.js";
import { preflight } from "./support/preflight.js";
import { bookOf, shareOf, withAdded, withTaken } from "./support/preview.js";
import { exact, priceChange, sentData, short } from "./support/show.js";

const schema = z.object({
  ...sendingOptions,
  model: modelId,
  fromTick: tick.optional(),
  tick: tick.optional(),
  rate: z.string().optional(),
  amount,
});

/** Moves stake to another tick of its model. */
export default command(schema, async (input, context) => {
  const to = tickFrom(input, "down");
  const deployment = await context.load();
  const signer = await context.signer();
  const model = await readModelView(deployment, input.model);
  const part = await partOf(deployment, model, signer.address, input.fromTick, input.amount, "--from-tick");
  const { space } = deployment.as(signer);

  await preflight(() => space.move.staticCall(input.model, part.tick, to, part.asked));
  const book = withAdded(withTaken(bookOf(model), part.tick, part.shares), to, part.assets);
  const preview = shareOf(model, book, to, part.assets);
  await context.confirm([
    `Move ${exact(deployment, part.assets)} on model ${input.model} from ${tickText(part.tick)} to ${tickText(to)}, for ${signer.address}:`,
    ...priceChange(deployment, model, preview.after),
    `  of the stake ${short(deployment, preview.filled)} filled, ${short(deployment, part.assets - preview.filled)} idle; rent about ${short(deployment, preview.rent)} ${deployment.token.symbol} a round`,
  ]);

  const sent = await send("Move", () => space.move(input.model, part.tick, to, part.asked), context.talk);
  const after = await readModelView(deployment, input.model);
  return {
    data: {
      model: input.model,
      fromTick: part.tick,
      toTick: to,
      shares: part.shares,
      assets: part.assets,
      holder: signer.address,
      price: { before: model.rate, after: after.rate },
      transactions: sentData([sent]),
    },
    next: [`status --holder ${signer.address}`],
  };
});
