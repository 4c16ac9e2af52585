import { z } from "zod";

import { readRoundView } from "#chain";
import { roundFolderOf } from "#oracle";
import { command } from "../support/command.js";
import { openOperator, operatorOptions, watchFor } from "./operator.js";
import { roundFolder } from "./roundFolder.js";
import { rulesFor } from "./watchRules.js";
import { signOrPropose } from "./signOrPropose.js";
import { watchLog } from "./watchLog.js";

const schema = z.object({ ...operatorOptions, round: roundFolder, again: z.boolean() });

/** Submits the seal or the report of the open round that enough reporters have signed, after making it alone. Signs nothing. */
export default command(schema, async (input, context) => {
  const log = watchLog("pretty");
  const operator = await openOperator(context, input, context.talk);
  try {
    const { deployment, sender } = operator;
    const { round } = await readRoundView(deployment);
    await context.confirm([
      `Submit the seal or report of round ${round}, if enough reporters have signed what comes out of ${input.round}.`,
    ]);
    const folders = roundFolderOf(round, input.round);
    const rules = rulesFor(deployment, { ...input, sealLead: 0 });
    await operator.recover();
    const watch = await watchFor(operator, input, { folders, log, keys: [], sender, rules, turnDelay: 0 });
    return await signOrPropose(watch, ["oracle finish"]);
  } finally {
    operator.close();
  }
});
