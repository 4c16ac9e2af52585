import { BEHAVIOURS, seer } from "../agents/kinds.js";
import { gainOf, only, playSpace, richAccount, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** One account of middling wealth behaves in each way in turn; everybody else as always. */
export const bestResponse: Claim = {
  id: "best_response",
  claim: "Who knows models' true value gains little over who estimates it.",
  measures: "what knowing every model's true expected score adds to the season's gain, in hundredths of tokens",
  holdsWhen: "below",
  threshold: 20,
  axes: { x: "behaviour", y: "gain of the season, hundredths of tokens" },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const account = richAccount(world, 15);
    const found: Record<string, number> = {};
    for (const behaviour of BEHAVIOURS) {
      const { outcomes } = playSpace(world, run.seed, { behaviours: only(account, behaviour) });
      found[`gain|${behaviour.name}`] = 100 * gainOf(world, outcomes, account);
    }
    return { value: found[`gain|${seer.name}`]! - found["gain|ordinary"]!, ...found };
  },
};
