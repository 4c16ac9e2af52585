import { z } from "zod";

import { send, readModelView } from "#chain";
import { command } from "./support/command.js";
import { amount, modelId, sendingOptions, tick, tickText } from "./support/arguments.js";
import { partOf } from "./support/position.js";
import { preflight } from "./support/preflight.js";
import { bookOf, priceOf, withTaken } from "./support/preview.js";
import { exact, priceChange, sentData } from "./support/show.js";

const schema = z.object({ ...sendingOptions, model: modelId, tick: tick.optional(), amount });

/** Takes stake back. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const signer = await context.signer();
  const model = await readModelView(deployment, input.model);
  const part = await partOf(deployment, model, signer.address, input.tick, input.amount);
  const { space } = deployment.as(signer);
  const call = [input.model, part.tick, part.asked, signer.address, signer.address] as const;

  await preflight(() => space.withdraw.staticCall(...call));
  await context.confirm([
    `Withdraw ${exact(deployment, part.assets)} from model ${input.model} at ${tickText(part.tick)}, to ${signer.address}:`,
    ...priceChange(deployment, model, priceOf(model, withTaken(bookOf(model), part.tick, part.shares))),
  ]);

  const before = await deployment.contracts.token.balanceOf(signer.address);
  const sent = await send("Withdraw", () => space.withdraw(...call), context.talk);
  const assets = (await deployment.contracts.token.balanceOf(signer.address)) - before;
  return {
    data: {
      model: input.model,
      tick: part.tick,
      shares: part.shares,
      assets,
      holder: signer.address,
      transactions: sentData([sent]),
    },
    next: [`status --holder ${signer.address}`],
  };
});
