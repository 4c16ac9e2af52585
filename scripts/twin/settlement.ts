import type { Parameters } from "./parameters.js";
import type { Pool } from "./poolShares.js";
import { RATE_ONE } from "./rateGrid.js";
import type { ScoreRecord } from "./scoreSheet.js";
import { baseOf, earnedAfter, toShare, totalLimit, type Limit } from "./stakeLimit.js";
import { clear, totalAssets, type Book } from "./tickBook.js";
import { clamp, min, SCORE_ONE, WAD, WEIGHT_ONE } from "./units.js";

/** What every model of a reported round is settled with. */
export interface Terms {
  readonly parameters: Parameters;
  /** Common scale of the round's returns, 18 decimals, at most 1. */
  readonly payoutFactor: bigint;
  /** The largest score of the sheet, units of 1e-5; a record above it reads as it. */
  readonly maxScore: number;
}

/** What settling one model for one reported round moved. Token wei. */
export interface Flows {
  readonly filled: bigint;
  /** Units of 1e-5 of the filled stake. */
  readonly rate: bigint;
  readonly gain: bigint;
  readonly burn: bigint;
  /** All rent paid, the treasury's fee included. */
  readonly rent: bigint;
  readonly fee: bigint;
  /** floor(all assets before the settlement * xMax): the model's part of the round's reserve. */
  readonly release: bigint;
}

/**
 * `xMax = min(payoutFactor * maxScore, returnClip)`, 18 decimals, rounded down: the most any stake gains in the round.
 *
 * @example
 * import { DEFAULT_PARAMETERS, settlement, WAD } from "#twin";
 *
 * // A tenth of the largest score, 30 %, and less than the clip.
 * settlement.xMaxOf({ parameters: DEFAULT_PARAMETERS, payoutFactor: WAD / 10n, maxScore: 30_000 }); // => 30000000000000000n
 */
export function xMaxOf(terms: Terms): bigint {
  return min((terms.payoutFactor * BigInt(terms.maxScore)) / SCORE_ONE, terms.parameters.returnClip);
}

/**
 * Personal payout factor, 18 decimals, rounded down: `ppfFloor + (1 - ppfFloor) * weight`.
 *
 * @example
 * import { DEFAULT_PARAMETERS, settlement } from "#twin";
 *
 * settlement.ppfOf(DEFAULT_PARAMETERS, { score: 0, growth: 0, weight: 5_000, baseShare: 0 }); // => 750000000000000000n
 */
export function ppfOf(p: Parameters, record: ScoreRecord): bigint {
  return p.ppfFloor + ((WAD - p.ppfFloor) * toShare(record.weight)) / WEIGHT_ONE;
}

/**
 * The return of a model's filled stake, 18 decimals with sign, rounded towards zero:
 * `clip(payoutFactor * ppf * score, -returnClip, xMax)` (mechanism, section 5).
 *
 * @example
 * import { DEFAULT_PARAMETERS, settlement, WAD } from "#twin";
 *
 * const terms = { parameters: DEFAULT_PARAMETERS, payoutFactor: WAD, maxScore: 3_000 };
 * settlement.returnOf(terms, { score: 3_000, growth: 0, weight: 10_000, baseShare: 0 }); // => 30000000000000000n
 */
export function returnOf(terms: Terms, record: ScoreRecord): bigint {
  const score = BigInt(Math.min(record.score, terms.maxScore));
  const scaled = (terms.payoutFactor * ppfOf(terms.parameters, record) * score) / (WAD * SCORE_ONE);
  return clamp(scaled, -terms.parameters.returnClip, xMaxOf(terms));
}

/**
 * Settles a model's book for a reported round (mechanism, section 5). Gains and losses of a tick round towards zero, each
 * by itself; so does the fee, on all rent.
 *
 * @param limit The model's limit in the round.
 * @param reserveTick The reserve tick that counted in it.
 *
 * @example
 * import { DEFAULT_PARAMETERS, settlement, WAD } from "#twin";
 *
 * const terms = { parameters: DEFAULT_PARAMETERS, payoutFactor: WAD, maxScore: 3_000 };
 * const book = new Map([[79, { assets: 80n * WAD, shares: 80n * WAD }]]);
 * const record = { score: 3_000, growth: 200, weight: 10_000, baseShare: 10_000 };
 * const { flows } = settlement.settle(book, { base: 100n * WAD, earned: 0n }, 0, terms, record);
 * flows.gain; // => 2400000000000000000n
 */
export function settle(
  book: Book,
  limit: Limit,
  reserveTick: number,
  terms: Terms,
  record: ScoreRecord,
): { book: Book; limit: Limit; flows: Flows } {
  const clearing = clear(book, totalLimit(limit), reserveTick);
  const x = returnOf(terms, record);
  const pools = new Map<number, Pool>(book);
  let [gain, burn, rent] = [0n, 0n, 0n];
  for (const [tick, filled] of clearing.fills) {
    const change = (filled * x) / WAD;
    const tickRent = (filled * clearing.rate) / RATE_ONE;
    if (change > 0n) gain += change;
    else burn -= change;
    rent += tickRent;
    const pool = pools.get(tick);
    if (pool !== undefined) pools.set(tick, { ...pool, assets: pool.assets + change - tickRent });
  }
  const flows: Flows = {
    filled: clearing.filled,
    rate: clearing.rate,
    gain,
    burn,
    rent,
    fee: (rent * terms.parameters.rentFee) / WAD,
    release: (totalAssets(book) * xMaxOf(terms)) / WAD,
  };
  const base = baseOf(terms.parameters, record);
  const earned = earnedAfter(terms.parameters, record, limit.earned, base, clearing.filled);
  return { book: pools, limit: { base, earned }, flows };
}
