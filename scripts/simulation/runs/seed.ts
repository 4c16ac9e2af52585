import { createHash } from "node:crypto";

/**
 * Seed of a run: a hash of the experiment's name and the run's number, so that any shard, in any order and on any machine,
 * plays the same run, and no experiment shares its luck with another.
 */
export function seedOf(experiment: string, run: number): string {
  return createHash("sha256").update(`${experiment}/${run}`).digest("hex").slice(0, 32);
}
