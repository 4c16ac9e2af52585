import { readAccounts, send } from "#chain";
import { talkOf } from "../log.js";
import { inTurn } from "../inTurn.js";
import { NOTHING } from "../result.js";
import type { WatchStep } from "../watch.js";

/** Sends what was burned to the sink, where it is worth a transaction. */
export const flushStep: WatchStep = {
  name: "flush",
  async run(watch, look) {
    const { deployment } = watch.source;
    const { burned } = await readAccounts(deployment);
    if (burned < watch.rules.minFlush || burned === 0n) return NOTHING;
    return inTurn(watch, look, "Flush what was burned", async (sender) => [
      await send("Flush burned", () => deployment.as(sender).space.flushBurned(), talkOf(watch.log, { step: "flush" })),
    ]);
  },
};
