import { z } from "zod";

import { preparePayment, send, readModelView } from "#chain";
import { command } from "./support/command.js";
import { amount, modelId, positiveAmount, sendingOptions, tick, tickFrom, tickText } from "./support/arguments.js";
import { preflight } from "./support/preflight.js";
import { previewBid } from "./support/preview.js";
import { exact, priceChange, sentData, short } from "./support/show.js";

const schema = z.object({
  ...sendingOptions,
  model: modelId,
  tick: tick.optional(),
  rate: z.string().optional(),
  amount,
});

/** Stakes on a model. The approval the bid needs, if any, is for exactly its amount. */
export default command(schema, async (input, context) => {
  const at = tickFrom(input, "down");
  const deployment = await context.load();
  const signer = await context.signer();
  const assets = positiveAmount(input.amount, deployment.token.decimals);
  const model = await readModelView(deployment, input.model);
  const { space } = deployment.as(signer);

  // The contract refuses for want of an allowance last: whatever else it would refuse shows before anything is sent.
  await preflight(() => space.bid.staticCall(input.model, at, assets, signer.address), ["ERC20InsufficientAllowance"]);
  const payment = await preparePayment(deployment, signer, deployment.addresses.space, assets);
  const preview = previewBid(model, at, assets);
  await context.confirm([
    `Bid ${exact(deployment, assets)} on model ${input.model} at ${tickText(at)}, from ${signer.address}:`,
    ...priceChange(deployment, model, preview.after),
    `  of the bid   ${short(deployment, preview.filled)} filled, ${short(deployment, assets - preview.filled)} idle; rent about ${short(deployment, preview.rent)} ${deployment.token.symbol} a round`,
    ...(payment.needsApproval ? ["  in two transactions: an approval of exactly this amount, then the bid"] : []),
  ]);

  const approvals = await payment.approve(context.talk);
  const sent = await send("Bid", () => space.bid(input.model, at, assets, signer.address), context.talk);
  const after = await readModelView(deployment, input.model);
  return {
    data: {
      model: input.model,
      tick: at,
      assets,
      holder: signer.address,
      filled: preview.filled,
      rent: preview.rent,
      price: { before: model.rate, after: after.rate },
      transactions: sentData([...approvals, sent]),
    },
    next: [`status --holder ${signer.address}`],
  };
});
