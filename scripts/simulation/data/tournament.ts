import type { DataRow, RecordedTournament, TournamentRound } from "./types.js";

/**
 * Where TC is not known: what a model scored above the stake-weighted mean, which is what the gradient is for models that are
 * equally correlated with the portfolio, times this, so that its spread is about .03 as the limits' gain expects.
 */
const EXCESS_TO_TC = 1.6;

/** Rows in any order as arrays. An account is the one a model has in its last row. */
export function tournamentOf(rows: readonly DataRow[]): RecordedTournament {
  const sorted = [...rows].sort((a, b) => a.round - b.round || (a.model < b.model ? -1 : Number(a.model > b.model)));
  const models = new Map<string, number>();
  const accounts = new Map<string, number>();
  const owner: number[] = [];
  for (const { model, account } of sorted) {
    const index = models.get(model) ?? models.size;
    models.set(model, index);
    accounts.set(account, accounts.get(account) ?? accounts.size);
    owner[index] = accounts.get(account)!;
  }
  const rounds: TournamentRound[] = [];
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]!.round === sorted[from]!.round) to++;
    rounds.push(roundOf(sorted.slice(from, to), models));
    from = to;
  }
  return {
    models: [...models.keys()],
    accounts: [...accounts.keys()],
    accountOf: Int32Array.from(owner),
    rounds,
  };
}

function roundOf(rows: readonly DataRow[], models: ReadonlyMap<string, number>): TournamentRound {
  const count = models.size;
  const [stake, score, tc] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const uniqueness = new Float64Array(count).fill(NaN);
  const present = new Uint8Array(count);
  let [tokens, scored] = [0, 0];
  for (const row of rows) {
    const j = models.get(row.model)!;
    stake[j] = row.stake;
    uniqueness[j] = row.uniqueness ?? NaN;
    if (row.score === undefined) continue;
    present[j] = 1;
    score[j] = row.score;
    tokens += row.stake;
    scored += row.stake * row.score;
  }
  const mean = tokens > 0 ? scored / tokens : 0;
  for (const row of rows) {
    const j = models.get(row.model)!;
    if (present[j] === 1) tc[j] = row.tc ?? EXCESS_TO_TC * (score[j]! - mean);
  }
  return { round: rows[0]!.round, present, stake, score, tc, uniqueness };
}
