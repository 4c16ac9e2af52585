import { type Parameters, RATE_ONE, type ScoreRecord, settlement, WAD } from "stakespace/twin";

/** A report that is proposed and not final. */
export interface PendingReport {
  readonly payoutFactor: bigint;
  readonly maxScore: number;
  readonly records: readonly ScoreRecord[];
}

/** What the open round will move on filled stake: its rent, and what a pending report gives or takes. Token wei. */
export interface Outcome {
  readonly rent: bigint;
  /** Undefined while no report is pending. */
  readonly result: bigint | undefined;
}

/**
 * @param rate Of the price tick, 1e-5.
 * @param record The model's line of the pending sheet.
 */
export function outcomeOf(
  filled: bigint,
  rate: bigint,
  parameters: Parameters,
  report: PendingReport | undefined,
  record: ScoreRecord | undefined,
): Outcome {
  const rent = (filled * rate) / RATE_ONE;
  if (report === undefined || record === undefined) return { rent, result: undefined };
  const { payoutFactor, maxScore } = report;
  return { rent, result: (filled * settlement.returnOf({ parameters, payoutFactor, maxScore }, record)) / WAD };
}
