import { z } from "zod";

import { readModelNames, readModelView, readRoundView } from "#chain";
import { guarded } from "../sending/plan.js";
import { sendingCommand } from "../sending/sendingCommand.js";
import { amount, modelRef, planningOptions, tick, tickText } from "./support/arguments.js";
import { modelMeant, modelText } from "./support/modelMeant.js";
import { partOf } from "./support/position.js";
import { bookOf, priceOf, withTaken } from "./support/preview.js";
import { exact, priceChange, sentData } from "./support/show.js";

const schema = z.object({ ...planningOptions, model: modelRef, tick: tick.optional(), amount });

/** Takes stake back. */
export default sendingCommand("withdraw", schema, async (input, { deployment, signer }) => {
  const holder = signer.address;
  const id = await modelMeant(deployment, input.model);
  const [model, [name], round] = await Promise.all([
    readModelView(deployment, id),
    readModelNames(deployment, [id]),
    readRoundView(deployment),
  ]);
  const part = await partOf(deployment, model, holder, input.tick, input.amount);
  const { space, token } = deployment.contracts;
  const call = space.interface.encodeFunctionData("withdraw", [id, part.tick, part.asked, holder, holder]);
  const known = { model: id, name, tick: part.tick, shares: part.shares, holder };
  const before = await token.balanceOf(holder);
  return {
    lines: [
      `Withdraw ${exact(deployment, part.assets)} from ${modelText(id, name!)} at ${tickText(part.tick)}, to ${holder}:`,
      ...priceChange(deployment, model, priceOf(model, withTaken(bookOf(model), part.tick, part.shares))),
    ],
    steps: [{ what: "Withdraw", ...guarded(deployment, round, [call]) }],
    data: { ...known, assets: part.assets },
    outcome: async (sent) => {
      const assets = (await token.balanceOf(holder)) - before;
      return { data: { ...known, assets, transactions: sentData(sent) }, next: [`status --holder ${holder}`] };
    },
  };
});
