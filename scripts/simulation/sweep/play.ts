import type { Behaviour } from "../agents/behaviour.js";
import { ORDINARY } from "../agents/trader.js";
import { spaceOfCopies } from "../claims/tcAndCopies.js";
import { FastMarket } from "../markets/fastMarket.js";
import { recordCandidate } from "../rules/space/candidates.js";
import { linear } from "../rules/thread/linear.js";
import { seedOf } from "../runs/seed.js";
import type { Extent, Job, Observation } from "../runs/types.js";
import { measureSeason } from "../season/measure.js";
import type { RoundOutcome } from "../season/outcome.js";
import { SpaceSeason } from "../season/spaceSeason.js";
import { latentWorld } from "../worlds/latent.js";
import type { World } from "../worlds/types.js";
import { fourthPower, seniorUniqueness, squaredFourthPower } from "../worlds/uniqueness.js";
import { VARIANTS, type Variant } from "./variants.js";

/** The experiment that tries what the limit rule could have been, in worlds of its own. */
export const SWEEP_EXPERIMENT = "sweep";
/** The experiment that gives copies of a model to the shipped rule with one uniqueness or another. */
export const COPIES_EXPERIMENT = "copies";

/** Uniqueness by the largest correlation with a senior model, by name. */
const UNIQUENESS = { fourth: fourthPower, squared: squaredFourthPower };

/** Every season of a sweep, in a fixed order. */
export function sweepJobs({ runs }: Extent): Job[] {
  const numbers = Array.from({ length: runs }, (_, run) => run);
  return [
    ...VARIANTS.flatMap(({ id, persistences }) =>
      persistences.flatMap((dial) => numbers.map((run) => ({ experiment: SWEEP_EXPERIMENT, subject: id, dial, run }))),
    ),
    ...Object.keys(UNIQUENESS).flatMap((subject) =>
      numbers.map((run) => ({ experiment: COPIES_EXPERIMENT, subject, dial: 0.5, run })),
    ),
  ];
}

/** Plays a season of a sweep. Pure. */
export function performSweep(job: Job, { models, rounds }: Extent): Observation[] {
  const seed = seedOf(SWEEP_EXPERIMENT, job.run);
  if (job.experiment === COPIES_EXPERIMENT) {
    const uniquenessOf = UNIQUENESS[job.subject as keyof typeof UNIQUENESS];
    const found = spaceOfCopies({ seed, models, rounds }, recordCandidate("copies", { uniquenessOf }));
    return Object.entries(found).map(([measure, value]) => ({ ...job, measure, value }));
  }
  const variant = VARIANTS.find(({ id }) => id === job.subject)!;
  const world = latentWorld(seed, { models, rounds, persistence: job.dial });
  const measures = measureSeason(world, seasonOf(variant, world, seed));
  return Object.entries(measures).map(([measure, value]) => ({ ...job, measure, value: Number(value) }));
}

function seasonOf({ rule, metric, largestPart }: Variant, world: World, seed: string): Iterable<RoundOutcome> {
  if (rule === undefined) return linear.play({ world, seed, metric });
  return new SpaceSeason({
    world,
    seed,
    metric,
    market: new FastMarket(world.space.count, rule.terms),
    terms: rule.terms,
    policy: rule.policy(world.space.count),
    uniqueness: seniorUniqueness(world, rule.uniquenessOf),
    ...(largestPart === undefined ? {} : { behaviours: everybodyAsks(world, largestPart) }),
  }).play();
}

/** All accounts behave as ordinary traders, but for how much of a model's space they ask for. */
function everybodyAsks(world: World, largestPart: number): ReadonlyMap<number, Behaviour> {
  const behaviour: Behaviour = { ...BIDDER, largestPart };
  return new Map(world.accounts.map((_, account) => [account, behaviour]));
}

const BIDDER: Behaviour = {
  name: "bidder",
  does: `asks for another part of a model's space than ${ORDINARY.largestPart} of it at most`,
};
