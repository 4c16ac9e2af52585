import type { LimitRule } from "./rule.js";

/** What is remembered of one model: four sums over its rounds, each decayed by {@link LimitRule.memory} a round. */
export interface LimitRecord {
  /** Rounds that counted. */
  readonly rounds: number;
  /** Sum of what the model scored above the benchmark. */
  readonly excess: number;
  /** Sum of the squares of it. */
  readonly squares: number;
  /** Sum of its TC. */
  readonly contribution: number;
}

/** A model's record before its first round, and after its account has changed: a record cannot be sold. */
export const NO_RECORD: LimitRecord = { rounds: 0, excess: 0, squares: 0, contribution: 0 };

/**
 * How much of a round counts, in [0, 1]: all of it from `newcomerBase` filled stake on. A record is earned with stake at
 * risk, but a rich one is not worth more than a newcomer's.
 *
 * @param filled Filled stake of the model, tokens.
 * @param newcomerBase `baseLimit * newcomerShare`, tokens; with 0 every round counts in full.
 */
export function exposure(filled: number, newcomerBase: number): number {
  return newcomerBase > 0 ? Math.min(1, filled / newcomerBase) : 1;
}

/**
 * A record after one more round in which the model took part.
 *
 * @param counts See {@link exposure}.
 * @param excess Score above the benchmark, see {@link benchmarkOf}.
 * @param tc The model's TC of the round.
 */
export function nextRecord(
  record: LimitRecord,
  rule: LimitRule,
  round: { readonly counts: number; readonly excess: number; readonly tc: number },
): LimitRecord {
  const { counts, excess, tc } = round;
  return {
    rounds: rule.memory * record.rounds + counts,
    excess: rule.memory * record.excess + counts * excess,
    squares: rule.memory * record.squares + counts * excess * excess,
    contribution: rule.memory * record.contribution + counts * tc,
  };
}
