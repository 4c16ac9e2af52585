import { spoofer } from "../agents/kinds.js";
import { gainOf, only, playSpace, richAccount, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** Bids that are for show must be gone before the quiet period, and then others may still bid. Here they do not even do that. */
export const spoofing: Claim = {
  id: "spoofing",
  claim: "A spoofer scares others off and gets space cheaply.",
  measures:
    "what spoofing adds to a whale's gain of the season, in hundredths of its tokens, if nobody bids in the quiet period",
  holdsWhen: "above",
  threshold: 0,
  axes: { x: "place of the spoofer by wealth", y: "added gain, hundredths of its tokens" },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const plain = playSpace(world, run.seed).outcomes;
    const found: Record<string, number> = {};
    for (const place of [1, 3, 10]) {
      const account = richAccount(world, place);
      const attacked = playSpace(world, run.seed, { behaviours: only(account, spoofer) }).outcomes;
      found[`spoofer|${place}`] = 100 * (gainOf(world, attacked, account) - gainOf(world, plain, account));
    }
    return { value: found["spoofer|1"]!, ...found };
  },
};
