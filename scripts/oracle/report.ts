import { getBytes, hexlify, keccak256 } from "ethers";

import type { Report } from "#chain";
import { encodePages, hashOf, maxScoreOf, type ScoreRecord } from "#twin";
import { parseAmount } from "#lib";
import { type Bundle, evidenceOf } from "./bundle.js";
import { payoutFactor, type PayoutTerms } from "./payoutFactor.js";

/** A report with the pages it names. */
export interface ReportAndPages {
  readonly report: Report;
  readonly pages: readonly Uint8Array[];
}

/** The report that a bundle and its sheet make. Pure. */
export function makeReport(bundle: Bundle, records: readonly ScoreRecord[]): ReportAndPages {
  const pages = encodePages(records);
  const maxScore = maxScoreOf(records);
  const report: Report = {
    round: bundle.round,
    sheetHash: hexlify(hashOf(pages, (bytes) => getBytes(keccak256(bytes)))),
    modelCount: records.length,
    payoutFactor: payoutFactor(payoutTerms(bundle, maxScore)),
    maxScore,
    predictionsRoot: bundle.predictionsRoot,
    evidence: evidenceOf(bundle),
  };
  return { report, pages };
}

/**
 * What the payout factor of a bundle's report is taken from.
 *
 * @example
 * import { payoutTerms, readBundle } from "#oracle";
 *
 * const bundle = await readBundle("build/bundles/chain-31337-0x…/round-0001");
 * const { bound, treasury } = payoutTerms(bundle, 2_000); // the best score is 2 %
 */
export function payoutTerms(bundle: Bundle, maxScore: number): PayoutTerms {
  return {
    threshold: parseAmount(bundle.config.payoutThreshold, bundle.decimals),
    filled: totalStake(bundle),
    bound: BigInt(bundle.reserve.bound),
    treasury: BigInt(bundle.reserve.treasury),
    returnClip: BigInt(bundle.reserve.returnClip),
    maxScore,
  };
}

/**
 * Filled stake of all models at the lock, token wei.
 *
 * @example
 * import { readBundle, totalStake } from "#oracle";
 *
 * const bundle = await readBundle("build/bundles/chain-31337-0x…/round-0001");
 * const stake = totalStake(bundle); // token wei
 */
export function totalStake(bundle: Pick<Bundle, "models">): bigint {
  return bundle.models.reduce((total, { stake }) => total + BigInt(stake), 0n);
}
