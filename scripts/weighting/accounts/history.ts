import type { AccountHistory, AccountRound, ModelRound } from "./types.js";

/**
 * Histories by account, in order of first appearance. Rows may come in any order: they are sorted by round and model first,
 * so that sums have one order. Rounds without stake leave no trace.
 *
 * @example
 * import { accountHistories } from "#weighting";
 *
 * const histories = accountHistories([
 *   { round: 1, model: 1, account: "ann", stake: 80, score: 0.02, tc: 0.01, gain: 1.6 },
 *   { round: 1, model: 2, account: "ann", stake: 20, score: 0.01, tc: 0.02, gain: 0.2 },
 * ]);
 * histories.get("ann")?.[0]?.stake; // => 100
 */
export function accountHistories(rows: readonly ModelRound[]): Map<string, AccountHistory> {
  const sorted = [...rows].sort((a, b) => a.round - b.round || a.model - b.model);
  const histories = new Map<string, AccountRound[]>();
  for (const row of sorted) {
    if (row.stake <= 0) continue;
    const history = histories.get(row.account) ?? [];
    histories.set(row.account, history);
    const last = history.at(-1);
    const sums = last?.round === row.round ? last : { round: row.round, ...EMPTY };
    const next: AccountRound = {
      round: row.round,
      stake: sums.stake + row.stake,
      stakeTimesScore: sums.stakeTimesScore + row.stake * row.score,
      stakeTimesTc: sums.stakeTimesTc + row.stake * row.tc,
      gain: sums.gain + row.gain,
    };
    if (last?.round === row.round) history.pop();
    history.push(next);
  }
  return histories;
}

const EMPTY = { stake: 0, stakeTimesScore: 0, stakeTimesTc: 0, gain: 0 };
