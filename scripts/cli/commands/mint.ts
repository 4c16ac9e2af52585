import { z } from "zod";

import { signerFor, send } from "#chain";
import { StakespaceError } from "#lib";
import { command } from "./support/command.js";
import { account, amount, positiveAmount, sendingOptions } from "./support/arguments.js";
import { exact, sentData } from "./support/show.js";

const schema = z.object({ ...sendingOptions, amount, to: account.optional() });

/** Makes test tokens. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  if (!deployment.testToken) {
    throw new StakespaceError(`The token at ${deployment.addresses.token} is a real one: it cannot be minted.`, {
      code: "NOT_A_TEST_TOKEN",
      hint: "Get tokens as on any other chain.",
    });
  }
  const signer = await context.signer();
  const to = await receiver(input.to);
  const assets = positiveAmount(input.amount, deployment.token.decimals);
  await context.confirm([`Make ${exact(deployment, assets)} for ${to}.`]);

  const sent = await send("Mint", () => deployment.as(signer).token.mint(to, assets), context.talk);
  const balance = await deployment.contracts.token.balanceOf(to);
  return {
    data: { to, assets, balance, transactions: sentData([sent]) },
    next: [`register --name my-model${input.to === undefined ? "" : ` --from ${input.to}`}`, "status"],
  };

  async function receiver(named: string | undefined): Promise<string> {
    if (named === undefined) return signer.address;
    return named.startsWith("0x") ? named : (await signerFor(context.connection, named)).address;
  }
});
