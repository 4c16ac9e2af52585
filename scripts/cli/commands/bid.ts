import { z } from "zod";

import { readModelNames, readModelView, readRoundView } from "#chain";
import { guarded } from "../sending/plan.js";
import { sendingCommand } from "../sending/sendingCommand.js";
import { amount, modelRef, planningOptions, positiveAmount, tick, tickFrom, tickText } from "./support/arguments.js";
import { withApproval } from "./support/approval.js";
import { modelMeant, modelText } from "./support/modelMeant.js";
import { idleWarnings, previewBid } from "./support/preview.js";
import { exact, priceChange, sentData, short } from "./support/show.js";

const schema = z.object({
  ...planningOptions,
  model: modelRef,
  tick: tick.optional(),
  rate: z.string().optional(),
  amount,
});

/** Stakes on a model. The approval the bid needs, if any, is for exactly its amount. */
export default sendingCommand("bid", schema, async (input, desk) => {
  const { deployment, signer } = desk;
  const at = tickFrom(input, "down");
  const assets = positiveAmount(input.amount, deployment.token.decimals);
  const id = await modelMeant(deployment, input.model);
  const [model, [name], round] = await Promise.all([
    readModelView(deployment, id),
    readModelNames(deployment, [id]),
    readRoundView(deployment),
  ]);
  const call = deployment.contracts.space.interface.encodeFunctionData("bid", [id, at, assets, signer.address]);
  const bid = { what: "Bid", ...guarded(deployment, round, [call]) };
  const preview = previewBid(model, at, assets);
  const known = {
    model: id,
    name,
    tick: at,
    assets,
    holder: signer.address,
    filled: preview.filled,
    rent: preview.rent,
  };
  // The contract refuses for want of an allowance last: whatever else it would refuse shows before anything is sent.
  const steps = await withApproval(desk, deployment.addresses.space, assets, bid);
  return {
    lines: [
      `Bid ${exact(deployment, assets)} on ${modelText(id, name!)} at ${tickText(at)}, from ${signer.address}:`,
      ...priceChange(deployment, model, preview.after),
      `  of the bid   ${short(deployment, preview.filled)} filled, ${short(deployment, assets - preview.filled)} idle; rent about ${short(deployment, preview.rent)} ${deployment.token.symbol} a round`,
      ...(steps.length > 1 ? ["  in two transactions: an approval of exactly this amount, then the bid"] : []),
    ],
    warnings: idleWarnings(model, at, preview),
    pays: assets,
    steps,
    data: { ...known, price: { before: model.rate, after: preview.after.rate } },
    outcome: async (sent) => {
      const after = await readModelView(deployment, id);
      return {
        data: { ...known, price: { before: model.rate, after: after.rate }, transactions: sentData(sent) },
        next: [`status --holder ${signer.address}`],
      };
    },
  };
});
