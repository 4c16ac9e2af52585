import { divUp, min, SCORE_ONE, WAD } from "#twin";

/** What a payout factor is taken from. Token wei; fractions with 18 decimals. */
export interface PayoutTerms {
  /** Filled stake up to which everybody is paid in full. */
  readonly threshold: bigint;
  /** Filled stake of all models. */
  readonly filled: bigint;
  /** All pool assets and open reserves: what the contract multiplies with to get the reserve. */
  readonly bound: bigint;
  /** Free treasury, which the reserve comes out of. */
  readonly treasury: bigint;
  /** Largest score of the sheet, units of 1e-5. */
  readonly maxScore: number;
  readonly returnClip: bigint;
}

/**
 * The round's payout factor, 18 decimals: `min(1, threshold / filled)`, rounded down, and lowered as far as the free
 * treasury needs it to cover the reserve `ceil(bound * min(PF * maxScore, returnClip))` (mechanism, section 7). Without the
 * second rule a poor treasury would have the whole report refused, and nobody would be paid or burned at all.
 *
 * Between the reading and the proposal the bound can only fall and the treasury only rise, so what is affordable stays so.
 */
export function payoutFactor(terms: PayoutTerms): bigint {
  const { bound, treasury } = terms;
  const maxScore = BigInt(terms.maxScore);
  const affordable = bound === 0n ? WAD : (treasury * WAD) / bound;
  if (largestGain(terms, wantedFactor(terms)) <= affordable) return wantedFactor(terms);
  // The largest factor with floor(factor * maxScore / SCORE_ONE) <= affordable.
  return ((affordable + 1n) * SCORE_ONE - 1n) / maxScore;
}

/**
 * The payout factor that a large enough treasury would allow.
 *
 * @example
 * import { wantedFactor } from "#oracle";
 *
 * wantedFactor({ threshold: 1_000n, filled: 4_000n }); // => 250000000000000000n
 */
export function wantedFactor({ threshold, filled }: Pick<PayoutTerms, "threshold" | "filled">): bigint {
  return filled <= threshold ? WAD : (threshold * WAD) / filled;
}

/**
 * What the free treasury lacks to cover the reserve of {@link wantedFactor}, token wei; 0 when it has enough.
 *
 * @example
 * import { treasuryShort } from "#oracle";
 * import { WAD } from "#twin";
 *
 * const terms = {
 *   threshold: 1_000n,
 *   filled: 4_000n,
 *   bound: 5_000n,
 *   treasury: 40n,
 *   maxScore: 5_000, // 5 %
 *   returnClip: WAD / 20n,
 * };
 * treasuryShort(terms); // => 23n
 */
export function treasuryShort(terms: PayoutTerms): bigint {
  return treasuryShortFor(terms, wantedFactor(terms));
}

/**
 * What the free treasury lacks to cover the reserve of a factor, or of {@link wantedFactor} where that is lower; token wei,
 * rounded up.
 */
export function treasuryShortFor(terms: PayoutTerms, factor: bigint): bigint {
  const reserve = divUp(terms.bound * largestGain(terms, min(factor, wantedFactor(terms))), WAD);
  return reserve > terms.treasury ? reserve - terms.treasury : 0n;
}

/** What the best model gains at a factor, 18 decimals. */
function largestGain({ maxScore, returnClip }: PayoutTerms, factor: bigint): bigint {
  return min((factor * BigInt(maxScore)) / SCORE_ONE, returnClip);
}
