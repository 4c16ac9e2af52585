import type { ChainHistory } from "#chain";
import { type Parameters, type ScoreRecord, WAD } from "#twin";
import {
  afterRound,
  type LimitRule,
  type LimitState,
  type LimitTerms,
  type ModelRound,
  NO_LIMIT_STATE,
  publishedTc,
  type ReportedRound,
} from "#weighting";
import { toTokens } from "./quantize.js";

/** Whose record a model counts for, by model id - 1; null for nobody's. */
export type AccountsAtLock = readonly (string | null)[];

/** What the rounds before one come to, from nothing but the chain: settlements' events and published sheets. */
export interface Records {
  /** What stake limits go on from. */
  readonly limits: LimitState;
  /** What every account did, round by round. */
  readonly rows: readonly ModelRound[];
  /** The accounts in the last reported round. */
  readonly accounts: AccountsAtLock;
}

/** Before the first round. */
const NO_RECORDS: Records = { limits: NO_LIMIT_STATE, rows: [], accounts: [] };

interface Kept {
  readonly rule: LimitRule;
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
export async function recordsBefore(
  history: ChainHistory,
  round: number,
  rule: LimitRule,
  decimals: number,
): Promise<Records> {
  let known = kept.get(history);
  if (known?.rule !== rule || known.through >= round) {
    known = { rule, through: 0, records: NO_RECORDS };
    kept.set(history, known);
  }
  for (const past of history.reportedBefore(round)) {
    if (past <= known.through) continue;
    known.records = await withRound(known.records, history, past, rule, decimals);
    known.through = past;
  }
  return known.records;
}

/** What limits start from in a round with these parameters. */
export function limitTerms({ baseLimit, newcomerShare }: Parameters, decimals: number): LimitTerms {
  return {
    newcomerBase: toTokens((baseLimit * newcomerShare) / WAD, decimals),
    newcomerShare: Number(newcomerShare) / Number(WAD),
  };
}

/** Whether a model's account is another one than in the last reported round, in which it was registered already. */
export function isNewAccount(before: AccountsAtLock, index: number, account: string | null): boolean {
  return index < before.length && before[index] !== account;
}

async function withRound(
  { limits, rows, accounts: before }: Records,
  history: ChainHistory,
  round: number,
  rule: LimitRule,
  decimals: number,
): Promise<Records> {
  const sheet = await history.sheetOf(round);
  const accounts = await history.accountsAtLock(round);
  const terms = limitTerms(history.parametersOf(round), decimals);
  const settled = new Map(history.settledIn(round).map((each) => [each.model, each]));
  const made: ModelRound[] = [];
  const lines = sheet.map((record, index): ReportedRound => {
    const found = settled.get(index + 1);
    const line: ReportedRound = {
      entered: tookPart(record),
      newAccount: isNewAccount(before, index, accounts[index] ?? null),
      filled: found === undefined ? 0 : toTokens(found.filled, decimals),
      score: record.score / 100_000,
      growth: record.growth / 100_000,
      baseShare: record.baseShare / 10_000,
    };
    const account = accounts[index] ?? null;
    if (found !== undefined && account !== null) {
      const gain = toTokens(found.gain - found.burn, decimals);
      const tc = publishedTc(limits, index, line, terms, rule);
      made.push({ round, model: index + 1, account, stake: line.filled, score: line.score, tc, gain });
    }
    return line;
  });
  return { limits: afterRound(limits, lines, terms, rule), rows: [...rows, ...made], accounts };
}

/** A line of zeros is a round without taking part. */
function tookPart({ score, growth, baseShare }: ScoreRecord): boolean {
  return score !== 0 || growth !== 0 || baseShare !== 0;
}
