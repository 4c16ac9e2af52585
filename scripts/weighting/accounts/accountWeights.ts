import { StakespaceError } from "#lib";
import { allTimeReturn } from "./allTimeReturn.js";
import { accountHistories } from "./history.js";
import { maturity } from "./maturity.js";
import { stakeWeightedScore } from "./stakeWeightedScore.js";
import { stakeWeightedTc } from "./stakeWeightedTc.js";
import type { AccountHistory, AccountRecord, ModelRound } from "./types.js";

/** The records an account can be judged by, by the name that configuration uses. */
export const ACCOUNT_RECORDS = {
  tc: stakeWeightedTc,
  return: allTimeReturn,
  score: stakeWeightedScore,
} as const satisfies Record<string, AccountRecord>;

export type AccountRecordName = keyof typeof ACCOUNT_RECORDS;

export interface AccountWeightOptions {
  readonly record: AccountRecordName;
  /** Rounds a windowed record looks back. */
  readonly window: number;
  /** Rounds with stake until an account counts in full. */
  readonly maturityRounds: number;
}

/**
 * Weight of every account with stake at risk in the window, in [0, 1]: maturity times the percentile of its record by stake,
 * `(stake of those below + half of the stake of those equal, itself included) / all stake`, an account's stake being its mean
 * filled stake in the window. An account that is not in the result is new, or sat the window out, and weighs 0.
 *
 * By stake, not by heads: nine junk models with dust on them, moved to fresh addresses each round, lifted an account from .25 to
 * .93 of the way when heads were counted. Dust has no stake to be above of.
 *
 * @param rows closed rounds only, in any order
 * @param now number of the last closed round
 *
 * @example
 * import { accountWeights } from "#weighting";
 *
 * const row = { round: 1, model: 1, stake: 80, score: 0.02, gain: 1.6 };
 * const rows = [
 *   { ...row, account: "ann", tc: 0.01 },
 *   { ...row, model: 2, account: "bob", tc: -0.01 },
 * ];
 * accountWeights(rows, 1, { record: "tc", window: 20, maturityRounds: 2 }); // => Map(2) { "ann" => 0.375, "bob" => 0.125 }
 */
export function accountWeights(
  rows: readonly ModelRound[],
  now: number,
  options: AccountWeightOptions,
): Map<string, number> {
  requirePositive(options.window, "window");
  requirePositive(options.maturityRounds, "maturityRounds");
  const record = ACCOUNT_RECORDS[options.record];
  const judged = [...accountHistories(rows)].flatMap(([account, history]): Judged[] => {
    const stake = stakeIn(history, now - options.window);
    if (stake === 0) return [];
    const matured = maturity(history.length, options.maturityRounds);
    return [{ account, stake, matured, record: record(history, now, options.window) }];
  });
  const percentiles = percentilesByStake(judged);
  return new Map(judged.map((one) => [one.account, one.matured * percentiles.get(one)!]));
}

interface Judged {
  readonly account: string;
  /** Summed over the window: the mean's divisor is the same for everybody. */
  readonly stake: number;
  readonly matured: number;
  readonly record: number;
}

function percentilesByStake(judged: readonly Judged[]): Map<Judged, number> {
  const sorted = [...judged].sort((a, b) => a.record - b.record || (a.account < b.account ? -1 : 1));
  const all = sorted.reduce((total, { stake }) => total + stake, 0);
  const found = new Map<Judged, number>();
  let below = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    let equal = 0;
    for (; end < sorted.length && sorted[end]!.record === sorted[start]!.record; end++) equal += sorted[end]!.stake;
    for (const account of sorted.slice(start, end)) found.set(account, (below + equal / 2) / all);
    below += equal;
    start = end;
  }
  return found;
}

function stakeIn(history: AccountHistory, after: number): number {
  return history.reduce((total, { round, stake }) => (round > after ? total + stake : total), 0);
}

function requirePositive(value: number, name: string): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new StakespaceError(`account weights: ${name} is ${value}, expected a whole number of rounds > 0`, {
    code: "ACCOUNT_WEIGHT_OPTION",
  });
}
