import { type Parameters, stakeLimit } from "#twin";
import type { ModelInRound } from "./closedRound.js";
import { eventsMissing } from "./eventsMissing.js";

/**
 * Checks that a round's settlements follow from those of the reported round before it: what a model has earned comes from what
 * it had earned, its growth and its stake. A settlement that a node left out shows in the next one.
 *
 * @param before The models of the reported round before; one that was not settled in it had no stake, and so has earned nothing.
 * @throws {StakespaceError} `EVENTS_MISSING`.
 */
export function followsFrom(
  round: number,
  models: readonly ModelInRound[],
  before: readonly ModelInRound[],
  parameters: Parameters,
  block: number,
): void {
  for (const { model, record, settled } of models) {
    if (settled === undefined) continue;
    // A model that the sheet does not cover goes back to its newcomer base, see mechanism, section 14.
    if (record === undefined) continue;
    const base = stakeLimit.baseOf(parameters, record);
    const had = before[model - 1]?.settled?.earned ?? 0n;
    const earned = stakeLimit.earnedAfter(parameters, record, had, base, settled.filled);
    if (settled.base === base && settled.earned === earned) continue;
    throw eventsMissing(
      `model ${model} came out of round ${round} with a limit of ${settled.base} + ${settled.earned} wei, ${base} + ${earned} follow from the round before`,
      block,
    );
  }
}
