import { z } from "zod";

import { send, readModelView } from "#chain";
import { StakespaceError } from "#lib";
import { command } from "./support/command.js";
import { modelId, sendingOptions } from "./support/arguments.js";
import { preflight } from "./support/preflight.js";
import { exact, sentData } from "./support/show.js";

const schema = z.object({ ...sendingOptions, model: modelId });

/** Collects what filled stake has paid the model's owner. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const signer = await context.signer();
  const model = await readModelView(deployment, input.model);
  const { space } = deployment.as(signer);

  await preflight(() => space.collectRent.staticCall(input.model));
  if (model.rent === 0n) {
    throw new StakespaceError(`Model ${input.model} has no rent to collect.`, {
      code: "NO_RENT",
      hint: "Rent is paid by filled stake when a round closes with a report, if the price was above 0.",
    });
  }
  await context.confirm([
    `Collect ${exact(deployment, model.rent)} of rent of model ${input.model}, to ${signer.address}.`,
  ]);

  const sent = await send("Collect rent", () => space.collectRent(input.model), context.talk);
  return {
    data: { model: input.model, assets: model.rent, owner: signer.address, transactions: sentData([sent]) },
    next: [`status --model ${input.model}`],
  };
});
