import { withCopies } from "../worlds/copies.js";
import { lateMean, playSpace, richAccount, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** How many models are pushed onto the victim. */
const PUSHED = 9;

export const unwantedModels: Claim = {
  id: "unwanted_models",
  claim: "Giving somebody models takes his models' space.",
  measures:
    "space that an account keeps with nine random models pushed onto it, if they counted without being accepted",
  holdsWhen: "below",
  threshold: 0.9,
  axes: { x: "models counted", y: "space kept, part of it" },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const victim = richAccount(world, 20);
    const { models } = world.accounts[victim]!;
    const noise = Array.from(world.isNoise.keys()).find((model) => world.isNoise[model] === 1)!;
    const given = withCopies(
      world,
      { original: noise, count: PUSHED, fidelity: 0.5, enters: 1, wealth: 0, accounts: "one" },
      run.seed,
    );
    const accountOf = given.accountOf.map((account) => (account === world.accounts.length ? victim : account));
    const space = (place: typeof world): number =>
      lateMean(playSpace(place, run.seed).outcomes, ({ limit }) =>
        models.reduce((sum, model) => sum + limit[model]!, 0),
      );
    const before = space(world);
    const unasked = before > 0 ? space({ ...given, accountOf }) / before : 1;
    const accepted = before > 0 ? space(given) / before : 1;
    return {
      value: unasked,
      "space kept|pushed models count": unasked,
      "space kept|only accepted ones count": accepted,
    };
  },
};
