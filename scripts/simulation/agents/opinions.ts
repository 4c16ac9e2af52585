import type { Random } from "#lib";

import { ranks } from "../statistics.js";
import type { World } from "../worlds/types.js";

/** How well an owner knows what its own models can do, in score. */
const OWNERS_ERROR = 0.006;
/** What the owner of a model of noise takes it to score: like an ordinary model. */
const HOPE = 0.017;
/** How much a stranger's opinion of a model differs from the public one, in score. */
const TASTE = 0.004;

/** What owners think of their own models, by model. */
export interface OwnersOpinions {
  /** Expected score: close to the truth, save that nobody knows his model to be noise. */
  readonly score: Float64Array;
  /** The same as a rank among all models, in (0, 1). */
  readonly confidence: Float64Array;
}

export function opinionsOfOwners(world: World, random: Random): OwnersOpinions {
  const first = world.rounds[0]!.lasting;
  const score = first.map((lasting, j) => (world.isNoise[j] === 1 ? HOPE : lasting) + OWNERS_ERROR * random.normal());
  return { score, confidence: ranks(score).map((rank) => (rank - 0.5) / score.length) };
}

/** How much each account's opinion of each model differs from the public one: `[account * models + model]`, in score. */
export function tastes(world: World, random: Random): Float64Array {
  // A sum of two even draws has a spread of .41, and is quicker to draw than a normal number.
  const scale = TASTE / 0.408;
  const size = world.accounts.length * world.space.count;
  return Float64Array.from({ length: size }, () => scale * (random.float() + random.float() - 1));
}
