import { keeper } from "../agents/kinds.js";
import { withCopies } from "../worlds/copies.js";
import { gainOf, playSpace, skilledModel, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

const MIRROR_TOKENS = 2_000;

/** Ten mirrored pairs of random models: one of each pair is always lucky, and a limit cannot fall below its base. */
export const mirrors: Claim = {
  id: "mirrors",
  claim: "Mirrored pairs farm space: one of the two always grows.",
  measures: "space of ten random models and their ten mirrors, late in the season, over twenty newcomers' bases",
  holdsWhen: "above",
  threshold: 2,
  axes: { x: "what is staked on", y: "space over newcomers' bases" },
  asides: {
    gain: "what mirrors gain in the season, hundredths of tokens",
  },
  observe(run) {
    const base = worldOf(run, { lateShare: 0 });
    const originals = Array.from(base.isNoise.keys())
      .filter((model) => base.isNoise[model] === 1)
      .slice(0, 10);
    let world = base;
    const before = base.accounts.length;
    for (const [index, original] of originals.entries()) {
      const copies = {
        original,
        count: 1,
        fidelity: -1,
        enters: 1,
        wealth: MIRROR_TOKENS / originals.length,
        accounts: "each",
      } as const;
      world = withCopies(world, copies, `${run.seed}/${index}`);
    }
    const mirrored = originals.map((_, index) => base.space.count + index);
    const mirrorers = mirrored.map((_, index) => before + index);
    const owners = [...originals.map((model) => world.accountOf[model]!), ...mirrorers];
    const { outcomes } = playSpace(world, run.seed, {
      behaviours: new Map(owners.map((account) => [account, keeper])),
    });
    const late = outcomes.slice(Math.floor(outcomes.length / 2));
    const space = (models: readonly number[]): number =>
      late.reduce((sum, { limit }) => sum + models.reduce((total, model) => total + limit[model]!, 0), 0) / late.length;
    const newcomers = 100 * 2 * originals.length;
    const skilled = skilledModel(world, 20);
    return {
      value: space([...originals, ...mirrored]) / newcomers,
      "space|originals": (2 * space(originals)) / newcomers,
      "space|mirrors": (2 * space(mirrored)) / newcomers,
      "space|a skilled model": space([skilled]) / 100,
      "gain|mirrors":
        (100 * mirrorers.reduce((sum, account) => sum + gainOf(world, outcomes, account), 0)) / mirrorers.length,
    };
  },
};
