import type { ChainHistory, ModelInRound } from "#chain";
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

interface Kept {
  readonly rule: LimitRule;
  through: number;
  limits: LimitState;
  /** Grows; whoever has it already does not look at what comes later. */
  readonly rows: ModelRound[];
  accounts: AccountsAtLock;
}

/** A closed round does not change any more: what was made of it once is kept as long as what the history has read. */
const kept = new WeakMap<object, Kept>();

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
  let known = kept.get(history.epoch);
  if (known?.rule !== rule || known.through >= round) {
    known = { rule, through: 0, limits: NO_LIMIT_STATE, rows: [], accounts: [] };
    kept.set(history.epoch, known);
  }
  for (const past of history.reportedBefore(round)) {
    if (past <= known.through) continue;
    addRound(known, await history.modelsOf(past), past, limitTerms(history.parametersOf(past), decimals), decimals);
  }
  const { limits, accounts } = known;
  return { limits, rows: [...known.rows], accounts };
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

function addRound(
  known: Kept,
  models: readonly ModelInRound[],
  round: number,
  terms: LimitTerms,
  decimals: number,
): void {
  const { limits, accounts: before, rule } = known;
  const lines: ReportedRound[] = [];
  for (const [index, { model, account, record, settled }] of models.entries()) {
    if (record === undefined) break;
    const line: ReportedRound = {
      entered: tookPart(record),
      newAccount: isNewAccount(before, index, account),
      filled: settled === undefined ? 0 : toTokens(settled.filled, decimals),
      score: record.score / 100_000,
      growth: record.growth / 100_000,
      baseShare: record.baseShare / 10_000,
    };
    lines.push(line);
    if (settled === undefined || account === null) continue;
    const gain = toTokens(settled.gain - settled.burn, decimals);
    const tc = publishedTc(limits, index, line, terms, rule);
    known.rows.push({ round, model, account, stake: line.filled, score: line.score, tc, gain });
  }
  known.limits = afterRound(limits, lines, terms, rule);
  known.accounts = models.map(({ account }) => account);
  known.through = round;
}

/** A line of zeros is a round without taking part. */
function tookPart({ score, growth, baseShare }: ScoreRecord): boolean {
  return score !== 0 || growth !== 0 || baseShare !== 0;
}
