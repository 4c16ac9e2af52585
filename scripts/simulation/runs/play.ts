import { CLAIMS } from "../claims/index.js";
import { exactMarket } from "../markets/twinMarket.js";
import { allRules } from "../rules/index.js";
import { measureSeason } from "../season/measure.js";
import { performSweep, sweepJobs } from "../sweep/play.js";
import { latentWorld } from "../worlds/latent.js";
import { seedOf } from "./seed.js";
import type { Job, Observation, Scale } from "./types.js";

/** The experiment that plays every rule in every world. */
export const RULES_EXPERIMENT = "rules";

/** Every piece of work of a scale, in a fixed order. */
export function plan(scale: Scale): Job[] {
  if (scale.sweep !== undefined) return sweepJobs(scale.sweep);
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, run) => run);
  const rules = scale.persistences.flatMap((dial) =>
    numbers(scale.rules.runs).flatMap((run) =>
      allRules(exactMarket).map(({ id }) => ({ experiment: RULES_EXPERIMENT, subject: id, dial, run })),
    ),
  );
  const claims = CLAIMS.flatMap((claim) =>
    numbers(scale.claims.runs).map((run) => ({ experiment: claim.id, subject: claim.id, dial: 0, run })),
  );
  return [...rules, ...claims];
}

/** Does a piece of work. Pure: the same job and scale give the same observations. */
export function perform(job: Job, scale: Scale): Observation[] {
  if (scale.sweep !== undefined) return performSweep(job, scale.sweep);
  const seed = seedOf(job.experiment, job.run);
  if (job.experiment !== RULES_EXPERIMENT) {
    const claim = CLAIMS.find(({ id }) => id === job.experiment)!;
    const found = claim.observe({ seed, ...scale.claims });
    return Object.entries(found).map(([measure, value]) => ({ ...job, measure, value }));
  }
  const rule = allRules(exactMarket).find(({ id }) => id === job.subject)!;
  const { models, rounds } = scale.rules;
  const world = latentWorld(seed, { models, rounds, persistence: job.dial });
  const measures = measureSeason(world, rule.play({ world, seed, metric: "corr" }));
  return Object.entries(measures).map(([measure, value]) => ({ ...job, measure, value: Number(value) }));
}
