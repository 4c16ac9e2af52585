import { z } from "zod";

import { preparePayment, send, readAccounts } from "#chain";
import { action } from "../support/action.js";
import { amount, positiveAmount, sendingOptions } from "../support/arguments.js";
import { exact, sentData } from "../support/show.js";

const schema = z.object({ ...sendingOptions, amount });

/** Adds to the free treasury. */
export default action(schema, async (input, context) => {
  const stakespace = await context.load();
  const signer = await context.signer();
  const assets = positiveAmount(input.amount, stakespace.token.decimals);
  const payment = await preparePayment(stakespace, signer, stakespace.addresses.space, assets);
  const { treasury } = await readAccounts(stakespace);
  await context.confirm([
    `Give ${exact(stakespace, assets)} from ${signer.address} to the treasury; the giver cannot take it back.`,
    `  treasury now ${exact(stakespace, treasury)}, after ${exact(stakespace, treasury + assets)}`,
  ]);

  const approvals = await payment.approve();
  const sent = await send(stakespace, "Fund treasury", () => stakespace.as(signer).space.fundTreasury(assets));
  return {
    data: { assets, treasury: treasury + assets, transactions: sentData([...approvals, sent]) },
    next: ["npx hardhat status"],
  };
});
