import { z } from "zod";

import { readRoundView } from "#chain";
import { roundFolderOf } from "#oracle";
import { command } from "../support/command.js";
import { openOperator, operatorOptions, watchFor } from "./operator.js";
import { roundFolder } from "./roundFolder.js";
import { rulesFor } from "./watchRules.js";
import { signOrPropose } from "./signOrPropose.js";
import { watchLog } from "./watchLog.js";

const schema = z.object({ ...operatorOptions, round: roundFolder });

/** Makes the seal or the report of the open round alone, compares it with what others signed, and signs it. Sends nothing. */
export default command(schema, async (input, context) => {
  const log = watchLog("pretty");
  const operator = await openOperator(context, input, context.talk);
  try {
    const { deployment, keys } = operator;
    const { round } = await readRoundView(deployment);
    await context.confirm([
      `Make the seal or report of round ${round} from ${input.round}, and sign it; nothing is sent.`,
    ]);
    const folders = roundFolderOf(round, input.round);
    const rules = rulesFor(deployment, { ...input, again: true, sealLead: 0 });
    const watch = await watchFor(operator, input, { folders, log, keys, rules, turnDelay: 0 });
    return await signOrPropose(watch, [`oracle propose --round ${input.round}`]);
  } finally {
    operator.close();
  }
});
