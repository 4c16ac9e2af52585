import { z } from "zod";

import { send, readModel } from "#chain";
import { action } from "../support/action.js";
import { amount, modelId, sendingOptions, tick, tickFrom, tickText } from "../support/arguments.js";
import { partOf } from "../support/position.js";
import { preflight } from "../support/preflight.js";
import { bookOf, shareOf, withAdded, withTaken } from "../support/preview.js";
import { exact, priceChange, sentData, short } from "../support/show.js";

const schema = z.object({
  ...sendingOptions,
  model: modelId,
  fromTick: tick.optional(),
  tick: tick.optional(),
  rate: z.string().optional(),
  amount,
});

/** Moves stake to another tick of its model. */
export default action(schema, async (input, context) => {
  const to = tickFrom(input, "down");
  const stakespace = await context.load();
  const signer = await context.signer();
  const model = await readModel(stakespace, input.model);
  const part = await partOf(stakespace, model, signer.address, input.fromTick, input.amount, "--from-tick");
  const { space } = stakespace.as(signer);

  await preflight(stakespace, () => space.move.staticCall(input.model, part.tick, to, part.asked));
  const book = withAdded(withTaken(bookOf(model), part.tick, part.shares), to, part.assets);
  const preview = shareOf(model, book, to, part.assets);
  await context.confirm([
    `Move ${exact(stakespace, part.assets)} on model ${input.model} from ${tickText(part.tick)} to ${tickText(to)}, for ${signer.address}:`,
    ...priceChange(stakespace, model, preview.after),
    `  of the stake ${short(stakespace, preview.filled)} filled, ${short(stakespace, part.assets - preview.filled)} idle; rent about ${short(stakespace, preview.rent)} ${stakespace.token.symbol} a round`,
  ]);

  const sent = await send(stakespace, "Move", () => space.move(input.model, part.tick, to, part.asked));
  const after = await readModel(stakespace, input.model);
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
    next: [`npx hardhat status --holder ${signer.address}`],
  };
});
