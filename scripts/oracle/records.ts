import type { ChainHistory } from "#chain";
import type { ScoreRecord } from "#twin";
import type { ModelRound } from "#weighting";
import { toTokens } from "./quantize.js";

/** What the rounds before one come to, from nothing but the chain: settlements' events and published sheets. */
export interface Records {
  /** What every account did, round by round. */
  readonly rows: readonly ModelRound[];
  /** By model id - 1: the uniqueness last published of a round in which the model took part, units of 1e-4; null before. */
  readonly uniqueness: readonly (number | null)[];
}

/** Before the first round. */
const NO_RECORDS: Records = { rows: [], uniqueness: [] };

interface Kept {
  through: number;
  records: Records;
}

/** A closed round does not change any more: what was made of it once is kept as long as the history is. */
const kept = new WeakMap<ChainHistory, Kept>();

/**
 * What the rounds before one come to. Every model must be settled through the last reported one of them.
 *
 * @param decimals Of the token.
 */
export async function recordsBefore(history: ChainHistory, round: number, decimals: number): Promise<Records> {
  let known = kept.get(history);
  if (known === undefined || known.through >= round) {
    known = { through: 0, records: NO_RECORDS };
    kept.set(history, known);
  }
  for (const past of history.reportedBefore(round)) {
    if (past <= known.through) continue;
    known.records = await withRound(known.records, history, past, decimals);
    known.through = past;
  }
  return known.records;
}

async function withRound(before: Records, history: ChainHistory, round: number, decimals: number): Promise<Records> {
  const sheet = await history.sheetOf(round);
  const accounts = await history.accountsAtLock(round);
  const rows = history.settledIn(round).flatMap(({ model, filled, gain, burn }): ModelRound[] => {
    const account = accounts[model - 1] ?? null;
    const record = sheet[model - 1];
    // A model that counts for nobody is nobody's record.
    if (account === null || record === undefined) return [];
    const { score, tc } = record;
    const won = toTokens(gain - burn, decimals);
    const stake = toTokens(filled, decimals);
    return [{ round, model, account, stake, score: score / 100_000, tc: tc / 100_000, gain: won }];
  });
  const uniqueness = sheet.map((record, index) =>
    tookPart(record) ? record.uniqueness : (before.uniqueness[index] ?? null),
  );
  return { rows: [...before.rows, ...rows], uniqueness };
}

/** A line of zeros is a round without taking part. */
function tookPart({ score, tc, uniqueness }: ScoreRecord): boolean {
  return score !== 0 || tc !== 0 || uniqueness !== 0;
}
