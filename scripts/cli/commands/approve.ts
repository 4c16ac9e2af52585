import { z } from "zod";

import { sendingCommand } from "../sending/sendingCommand.js";
import { approvalStep } from "./support/approval.js";
import { amount, boundedAmount, planningOptions } from "./support/arguments.js";
import { exact, sentData } from "./support/show.js";

const schema = z.object({ ...planningOptions, amount });

/** Allows the stake space to take tokens for bids; an amount of 0 takes the allowance back. */
export default sendingCommand("approve", schema, (input, { deployment, signer }) => {
  const assets = boundedAmount(input.amount, deployment.token.decimals);
  const spender = deployment.addresses.space;
  const known = { holder: signer.address, spender, assets };
  return Promise.resolve({
    lines: [`Allow Stakespace at ${spender} to take ${exact(deployment, assets)} from ${signer.address}.`],
    steps: [approvalStep(deployment, spender, assets)],
    data: known,
    outcome: (sent) => ({ data: { ...known, transactions: sentData(sent) } }),
  });
});
