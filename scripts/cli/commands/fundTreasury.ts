import { z } from "zod";

import { preparePayment, send, readAccounts } from "#chain";
import { command } from "./support/command.js";
import { amount, positiveAmount, sendingOptions } from "./support/arguments.js";
import { exact, sentData } from "./support/show.js";

const schema = z.object({ ...sendingOptions, amount });

/** Adds to the free treasury. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const signer = await context.signer();
  const assets = positiveAmount(input.amount, deployment.token.decimals);
  const payment = await preparePayment(deployment, signer, deployment.addresses.space, assets);
  const { treasury } = await readAccounts(deployment);
  await context.confirm([
    `Give ${exact(deployment, assets)} from ${signer.address} to the treasury; the giver cannot take it back.`,
    `  treasury now ${exact(deployment, treasury)}, after ${exact(deployment, treasury + assets)}`,
  ]);

  const approvals = await payment.approve(context.talk);
  const sent = await send("Fund treasury", () => deployment.as(signer).space.fundTreasury(assets), context.talk);
  return {
    data: { assets, treasury: treasury + assets, transactions: sentData([...approvals, sent]) },
    next: ["status"],
  };
});
