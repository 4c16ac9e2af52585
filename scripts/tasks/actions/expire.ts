import { z } from "zod";

import { send } from "../../chain/send.js";
import { readRound } from "../../chain/views.js";
import { action } from "../support/action.js";
import { sendingOptions } from "../support/arguments.js";
import { preflight } from "../support/preflight.js";
import { roundLine, sentData } from "../support/show.js";

const schema = z.object(sendingOptions);

/** Closes a round without a report: no gain, no burn, no rent. */
export default action(schema, async (_input, context) => {
  const stakespace = await context.load();
  const signer = await context.signer();
  const { round } = await readRound(stakespace);
  const { space } = stakespace.as(signer);

  await preflight(stakespace, () => space.expireRound.staticCall());
  await context.confirm([
    `Close round ${round} without a report: no gain, no burn, no rent. Round ${round + 1} opens at once.`,
  ]);

  const sent = await send(stakespace, "Expire", () => space.expireRound());
  const opened = await readRound(stakespace);
  return {
    data: { round, opened, transactions: sentData([sent]) },
    show: () => process.stdout.write(`${roundLine(opened)}\n`),
    next: ["npx hardhat settle", "npx hardhat status"],
  };
});
