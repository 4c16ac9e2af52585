import { z } from "zod";

import { send, readModelView, readRoundView } from "#chain";
import { command } from "./support/command.js";
import { modelId, sendingOptions, tick, tickFrom, tickText } from "./support/arguments.js";
import { preflight } from "./support/preflight.js";
import { sentData } from "./support/show.js";

const schema = z.object({ ...sendingOptions, model: modelId, tick: tick.optional(), rate: z.string().optional() });

/** Sets the lowest tick that gets space from the next round on. */
export default command(schema, async (input, context) => {
  const reserve = tickFrom(input, "up");
  const deployment = await context.load();
  const signer = await context.signer();
  const model = await readModelView(deployment, input.model);
  const { round } = await readRoundView(deployment);
  const { space } = deployment.as(signer);

  await preflight(() => space.setReserve.staticCall(input.model, reserve));
  await context.confirm([
    `From round ${round + 1} on, model ${input.model} gives no space below ${tickText(reserve)}; in round ${round} it is ${tickText(model.reserveTick)}.`,
  ]);

  const sent = await send("Set reserve", () => space.setReserve(input.model, reserve), context.talk);
  return {
    data: { model: input.model, tick: reserve, fromRound: round + 1, transactions: sentData([sent]) },
    next: [`status --model ${input.model}`],
  };
});
