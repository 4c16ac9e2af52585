import { z } from "zod";

import { governedCalls, readAccounts } from "#chain";
import { address, amount, positiveAmount } from "../support/arguments.js";
import { exact } from "../support/show.js";
import { governedOptions, governingCommand } from "./governed.js";

const TO_EXPECTED = "name who gets it, by address";

const schema = z.object({
  ...governedOptions,
  amount,
  to: z.string({ required_error: TO_EXPECTED }).pipe(address),
});

/** Queues a withdrawal of free treasury, paid when the next round opens. */
export default governingCommand("governor treasury", schema, async (input, deployment) => {
  const assets = positiveAmount(input.amount, deployment.token.decimals);
  const [{ treasury }, queued] = await Promise.all([
    readAccounts(deployment),
    deployment.contracts.space.queuedTreasuryWithdrawal(),
  ]);
  const short = treasury < assets ? " That is less than asked for: only what is free then is paid." : "";
  return {
    call: governedCalls(deployment).queueTreasuryWithdrawal(assets, input.to),
    changes: [
      `Queue a withdrawal of ${exact(deployment, assets)} to ${input.to}, paid when the next round opens after that.`,
      `  the free treasury is ${exact(deployment, treasury)}; what a report has set aside is not free.${short}`,
      "  gains are paid out of the treasury: what is taken lowers the payout factors to come",
      ...(queued.assets > 0n
        ? [`  it takes the place of ${exact(deployment, queued.assets)} to ${queued.receiver}, which are queued`]
        : []),
    ],
    data: { assets, to: input.to },
    next: ["status"],
  };
});
