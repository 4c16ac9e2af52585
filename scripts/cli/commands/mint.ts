import { z } from "zod";

import { signerFor } from "#chain";
import { StakespaceError } from "#lib";
import { sendingCommand } from "../sending/sendingCommand.js";
import { account, amount, planningOptions, positiveAmount } from "./support/arguments.js";
import { exact, sentData } from "./support/show.js";

const schema = z.object({ ...planningOptions, amount, to: account.optional() });

/** Makes test tokens. */
export default sendingCommand("mint", schema, async (input, { deployment, connection, signer }) => {
  if (!deployment.testToken) {
    throw new StakespaceError(`The token at ${deployment.addresses.token} is a real one: it cannot be minted.`, {
      code: "NOT_A_TEST_TOKEN",
      hint: "Get tokens as on any other chain.",
    });
  }
  const to = await receiver(input.to);
  const assets = positiveAmount(input.amount, deployment.token.decimals);
  const { token } = deployment.contracts;
  return {
    lines: [`Make ${exact(deployment, assets)} for ${to}.`],
    steps: [
      { what: "Mint", to: deployment.addresses.token, data: token.interface.encodeFunctionData("mint", [to, assets]) },
    ],
    data: { to, assets },
    outcome: async (sent) => ({
      data: { to, assets, balance: await token.balanceOf(to), transactions: sentData(sent) },
      next: [`register --name my-model${input.to === undefined ? "" : ` --from ${input.to}`}`, "status"],
    }),
  };

  async function receiver(named: string | undefined): Promise<string> {
    if (named === undefined) return signer.address;
    return named.startsWith("0x") ? named : (await signerFor(connection, named)).address;
  }
});
