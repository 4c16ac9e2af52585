import { z } from "zod";

import { patientClock, readRoundView, travellingClock } from "#chain";
import { formatNumber } from "#lib";
import { finishRound } from "#oracle";
import { command } from "../support/command.js";
import { sendingOptions } from "../support/arguments.js";
import { sentData } from "../support/show.js";

const schema = z.object({ ...sendingOptions, travel: z.boolean() });

/** Makes the pending report final and settles every model with stake. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const sender = await context.signer();
  const { round } = await readRoundView(deployment);
  await context.confirm([`Make the report of round ${round} final and settle every model with stake.`]);
  const clock = input.travel ? travellingClock(deployment) : patientClock(deployment);
  const { settledModels, transactions } = await finishRound(deployment, { clock, sender, talk: context.talk });
  return {
    data: { round, settledModels, transactions: sentData(transactions) },
    show: () => {
      const are = settledModels.length === 1 ? "is" : "are";
      process.stdout.write(
        `Round ${round} is closed; ${formatNumber(settledModels.length, "model")} with stake ${are} settled.\n`,
      );
    },
    next: ["status"],
  };
});
