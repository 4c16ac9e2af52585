import { StakespaceError } from "#lib";
import { tieKeptRank } from "#scoring";
import { allTimeReturn } from "./allTimeReturn.js";
import { accountHistories } from "./history.js";
import { maturity } from "./maturity.js";
import { stakeWeightedScore } from "./stakeWeightedScore.js";
import { stakeWeightedTc } from "./stakeWeightedTc.js";
import type { AccountRecord, ModelRound } from "./types.js";

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
 * Weight of every account that ever had stake at risk, in [0, 1]: maturity times the percentile of its record among those
 * accounts (tie-kept, so in (0, 1)). An account that is not in the result is new and weighs 0.
 *
 * The weight is an address's, whatever stake it has, so an owner gains by spreading one record over several: the best of ten
 * accounts has .190 of all weight, split over 2, 5 and 20 addresses that have matured .331, .587 and .904. What it costs is
 * `maturityRounds` rounds of stake at each.
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
  const histories = [...accountHistories(rows)];
  const percentiles = tieKeptRank(histories.map(([, history]) => record(history, now, options.window)));
  return new Map(
    histories.map(([account, history], i) => [
      account,
      maturity(history.length, options.maturityRounds) * percentiles[i]!,
    ]),
  );
}

function requirePositive(value: number, name: string): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new StakespaceError(`account weights: ${name} is ${value}, expected a whole number of rounds > 0`, {
    code: "ACCOUNT_WEIGHT_OPTION",
  });
}
