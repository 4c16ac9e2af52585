import { z } from "zod";

import { readModelNames, readModelView, readRoundView } from "#chain";
import { guarded } from "../sending/plan.js";
import { sendingCommand } from "../sending/sendingCommand.js";
import { modelRef, planningOptions, tick, tickFrom, tickText } from "./support/arguments.js";
import { modelMeant, modelText } from "./support/modelMeant.js";
import { sentData } from "./support/show.js";

const schema = z.object({ ...planningOptions, model: modelRef, tick: tick.optional(), rate: z.string().optional() });

/** Sets the lowest tick that gets space from the next round on. */
export default sendingCommand("set-reserve", schema, async (input, { deployment }) => {
  const reserve = tickFrom(input, "up");
  const id = await modelMeant(deployment, input.model);
  const [model, [name], view] = await Promise.all([
    readModelView(deployment, id),
    readModelNames(deployment, [id]),
    readRoundView(deployment),
  ]);
  const { round } = view;
  const call = deployment.contracts.space.interface.encodeFunctionData("setReserve", [id, reserve]);
  const known = { model: id, name, tick: reserve, fromRound: round + 1 };
  return {
    lines: [
      `From round ${round + 1} on, ${modelText(id, name!)} gives no space below ${tickText(reserve)}; in round ${round} it is ${tickText(model.reserveTick)}.`,
    ],
    steps: [{ what: "Set reserve", ...guarded(deployment, view, [call]) }],
    data: known,
    outcome: (sent) => ({ data: { ...known, transactions: sentData(sent) }, next: [`status --model ${id}`] }),
  };
});
