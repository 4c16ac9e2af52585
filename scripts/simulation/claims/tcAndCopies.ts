import { keeper } from "../agents/kinds.js";
import { STAKESPACE } from "../rules/index.js";
import { withCopies } from "../worlds/copies.js";
import type { World } from "../worlds/types.js";
import { lateMean, playSpace, skilledModel, worldOf } from "./support/seasons.js";
import type { SpaceRule } from "../rules/space/spaceRule.js";
import type { Claim, ClaimRun } from "./types.js";

/** Tokens a copier puts behind its copies, and how many there are. */
const COPY_TOKENS = 2_000;
const COPIES = 20;
/** The model that is copied, by skill. */
const ORIGINAL = 20;

/** How copies differ from their original: what counts is the correlation in the tails. */
export const KINDS_OF_COPIES: Readonly<Record<string, number>> = {
  exact: 1,
  noisy: 0.95,
  shuffled: 0.978,
  mirrored: -1,
};

export const tcAndCopies: Claim = {
  id: "tc_copies",
  claim: "TC handles copies by itself.",
  measures: "space of twenty noisy copies at twenty accounts over the space of one such model, without any uniqueness",
  holdsWhen: "below",
  threshold: 2,
  axes: { x: "kind of copy", y: "space, one model = 1" },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const original = skilledModel(world, ORIGINAL);
    const found = Object.fromEntries(
      Object.entries(spaceOfCopies(run, STAKESPACE)).map(([kind, space]) => [`with uniqueness|${kind}`, space]),
    );
    const blind = { ...STAKESPACE, uniquenessOf: () => 1 };
    const blindOne = spaceOf(world, original, 0, 1, run.seed, blind);
    const value = spaceOf(world, original, 0.95, COPIES, run.seed, blind) / blindOne;
    return { value, "without uniqueness|noisy": value, ...found };
  },
};

/** By kind of copy: space of twenty copies at twenty accounts over the space of one such model, under a rule. */
export function spaceOfCopies(run: ClaimRun, rule: SpaceRule): Record<string, number> {
  const world = worldOf(run, { lateShare: 0 });
  const original = skilledModel(world, ORIGINAL);
  const one = spaceOf(world, original, 0, 1, run.seed, rule);
  return Object.fromEntries(
    Object.entries(KINDS_OF_COPIES).map(([kind, fidelity]) => [
      kind,
      spaceOf(world, original, fidelity, COPIES, run.seed, rule) / one,
    ]),
  );
}

/**
 * Space of some copies, late in the season; for `fidelity` 0 that of one independent model of the same owner, as skilled as the
 * original: the honest use of the same tokens.
 */
function spaceOf(
  world: World,
  original: number,
  fidelity: number,
  count: number,
  seed: string,
  rule: SpaceRule,
): number {
  const isHonest = fidelity === 0;
  const copies = {
    original,
    count,
    fidelity: isHonest ? 1 : fidelity,
    enters: 10,
    wealth: COPY_TOKENS,
    accounts: "each",
  } as const;
  const attacked = withCopies(world, copies, seed);
  const first = world.space.count;
  const accounts = Array.from({ length: count }, (_, index) => world.accounts.length + index);
  // An honest model is as unique as its original: the same prediction, unknown to anybody before.
  const unique = isHonest ? { ...attacked, enters: withEntry(attacked, original) } : attacked;
  const { outcomes } = playSpace(unique, seed, {
    rule,
    behaviours: new Map(accounts.map((account) => [account, keeper])),
  });
  return lateMean(outcomes, ({ limit }) =>
    limit.subarray(first, first + count).reduce((sum, tokens) => sum + tokens, 0),
  );
}

/** Entries in which the original comes after its twin, which then is the senior of the two. */
function withEntry(world: World, original: number): Int32Array {
  const enters = world.enters.slice();
  enters[original] = world.options.rounds;
  return enters;
}
