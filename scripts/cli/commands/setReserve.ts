import { z } from "zod";

import { type Deployment, type ModelView, readModelNames, readModelView, readRoundView } from "#chain";
import { guarded } from "../sending/plan.js";
import { sendingCommand } from "../sending/sendingCommand.js";
import { modelRef, planningOptions, rateText, tick, tickFrom, tickText } from "./support/arguments.js";
import { modelMeant, modelText } from "./support/modelMeant.js";
import type { ReserveAdvice } from "./support/reserveAdvice.js";
import { sentData, short } from "./support/show.js";

const schema = z.object({ ...planningOptions, model: modelRef, tick: tick.optional(), rate: z.string().optional() });

/** Sets the lowest tick that gets space from the next round on; one that the model's own history suggests unless one is named. */
export default sendingCommand("set-reserve", schema, async (input, { deployment }) => {
  const isNamed = input.tick !== undefined || input.rate !== undefined;
  const named = isNamed ? tickFrom(input, "up") : undefined;
  const id = await modelMeant(deployment, input.model);
  const [model, [name], view] = await Promise.all([
    readModelView(deployment, id),
    readModelNames(deployment, [id]),
    readRoundView(deployment),
  ]);
  const advice = named === undefined ? await adviceFor(deployment, model) : undefined;
  const reserve = advice?.tick ?? named!;
  const { round } = view;
  const call = deployment.contracts.space.interface.encodeFunctionData("setReserve", [id, reserve]);
  const known = { model: id, name, tick: reserve, fromRound: round + 1, suggested: advice !== undefined };
  return {
    lines: [
      `From round ${round + 1} on, ${modelText(id, name!)} gives no space below ${tickText(reserve)}; in round ${round} it is ${tickText(model.reserveTick)}.`,
      ...(advice === undefined
        ? []
        : [
            `  suggested: the price that three of four of its last ${advice.rounds} rounds reached`,
            `  with today's book ${short(deployment, advice.withBook.filled)} of ${short(deployment, model.limit)} ${deployment.token.symbol} would be taken, at ${rateText(advice.withBook.priceTick)}`,
          ]),
    ],
    steps: [{ what: "Set reserve", ...guarded(deployment, view, [call]) }],
    data: known,
    outcome: (sent) => ({ data: { ...known, transactions: sentData(sent) }, next: [`status --model ${id}`] }),
  };
});

/** Only who names no rate waits for the past to be loaded. */
async function adviceFor(deployment: Deployment, model: ModelView): Promise<ReserveAdvice> {
  const [{ adviseReserve }, { openPast }] = await Promise.all([
    import("./support/reserveAdvice.js"),
    import("./views/past.js"),
  ]);
  return adviseReserve(await openPast(deployment), model);
}
