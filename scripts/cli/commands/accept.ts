import { z } from "zod";

import { readModelView, send } from "#chain";
import { modelId, sendingOptions } from "./support/arguments.js";
import { command } from "./support/command.js";
import { preflight } from "./support/preflight.js";
import { sentData } from "./support/show.js";

const schema = z.object({ ...sendingOptions, model: modelId });

/** Takes a model that was transferred to the sender onto the sender's record. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const signer = await context.signer();
  const { model } = await readModelView(deployment, input.model);
  const { registry } = deployment.as(signer);
  await preflight(() => registry.accept.staticCall(model));
  await context.confirm([
    `Count model ${model} for ${signer.address} from the opening of the next round on; its record begins anew.`,
  ]);
  const sent = await send("Accept", () => registry.accept(model), context.talk);
  return {
    data: { model, account: signer.address, transactions: sentData([sent]) },
    next: [`status --model ${model}`],
  };
});
