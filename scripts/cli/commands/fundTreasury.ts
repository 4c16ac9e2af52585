import { z } from "zod";

import { readAccounts } from "#chain";
import { sendingCommand } from "../sending/sendingCommand.js";
import { withApproval } from "./support/approval.js";
import { amount, planningOptions, positiveAmount } from "./support/arguments.js";
import { exact, sentData } from "./support/show.js";

const schema = z.object({ ...planningOptions, amount });

/** Adds to the free treasury. */
export default sendingCommand("fund-treasury", schema, async (input, desk) => {
  const { deployment, signer } = desk;
  const { addresses, contracts, token } = deployment;
  const assets = positiveAmount(input.amount, token.decimals);
  const data = contracts.space.interface.encodeFunctionData("fundTreasury", [assets]);
  const steps = await withApproval(desk, addresses.space, assets, { what: "Fund treasury", to: addresses.space, data });
  const { treasury } = await readAccounts(deployment);
  const known = { assets, treasury: treasury + assets };
  return {
    lines: [
      `Give ${exact(deployment, assets)} from ${signer.address} to the treasury; the giver cannot take it back.`,
      `  treasury now ${exact(deployment, treasury)}, after ${exact(deployment, treasury + assets)}`,
    ],
    pays: assets,
    steps,
    data: known,
    outcome: (sent) => ({ data: { ...known, transactions: sentData(sent) }, next: ["status"] }),
  };
});
