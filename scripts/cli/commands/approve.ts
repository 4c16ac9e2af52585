import { z } from "zod";

import { send } from "#chain";
import { command } from "./support/command.js";
import { amount, boundedAmount, sendingOptions } from "./support/arguments.js";
import { exact, sentData } from "./support/show.js";

const schema = z.object({ ...sendingOptions, amount });

/** Allows the stake space to take tokens for bids; an amount of 0 takes the allowance back. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const signer = await context.signer();
  const assets = boundedAmount(input.amount, deployment.token.decimals);
  const spender = deployment.addresses.space;
  await context.confirm([
    `Allow Stakespace at ${spender} to take ${exact(deployment, assets)} from ${signer.address}.`,
  ]);

  const sent = await send("Approve", () => deployment.as(signer).token.approve(spender, assets), context.talk);
  return { data: { holder: signer.address, spender, assets, transactions: sentData([sent]) } };
});
