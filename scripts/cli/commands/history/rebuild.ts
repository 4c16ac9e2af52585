import { z } from "zod";

import { command } from "../support/command.js";
import { historyOptions } from "./options.js";
import { openStore, outcomeOf } from "./outcome.js";

/** Makes every file anew from the chain. */
export default command(z.object(historyOptions), async (input, context) => {
  const store = await openStore(context, input.history);
  return outcomeOf(store, await store.rebuild());
});
