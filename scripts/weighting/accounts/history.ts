import type { AccountHistory, AccountRound, ModelRound } from "./types.js";

/**
 * Histories by account, in order of first appearance. Rows may come in any order: they are sorted by round and model first,
 * so that sums have one order. Rounds without stake leave no trace.
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
