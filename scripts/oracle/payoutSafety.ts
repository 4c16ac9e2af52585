import { formatExactAmount, StakespaceError } from "#lib";
import { WAD } from "#twin";
import { treasuryShort, treasuryShortFor } from "./payoutFactor.js";
import type { PreparedReport } from "./prepare.js";
import { payoutTerms } from "./report.js";

/** Below this a report is not proposed unless somebody says so, 18 decimals. */
export const MIN_PAYOUT_FACTOR = WAD / 10n;

/**
 * Refuses a report whose payout factor is so low that its round would end as good as without gains and losses. An empty treasury
 * is nothing that a job left alone should find out from the results.
 *
 * @param minimum 18 decimals.
 * @throws {StakespaceError} `PAYOUT_FACTOR_LOW`. Its facts say what the treasury lacks for the minimum (`lack`) and for paying
 * in full (`lackForAll`), token wei; both 0 where the stake is the reason and no treasury would help.
 *
 * @example
 * import { ChainHistory, loadDeployment } from "#chain";
 * import { DEFAULT_ORACLE_CONFIG, MIN_PAYOUT_FACTOR, prepareReport, requirePayoutFactor } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * requirePayoutFactor(await prepareReport(source, "docs/example/round-01"), MIN_PAYOUT_FACTOR);
 */
export function requirePayoutFactor({ report, bundle }: PreparedReport, minimum: bigint): void {
  if (report.payoutFactor >= minimum) return;
  const terms = payoutTerms(bundle, report.maxScore);
  const [lack, lackForAll] = [treasuryShortFor(terms, minimum), treasuryShort(terms)];
  const tokens = (assets: bigint): string => formatExactAmount(assets, bundle.decimals);
  const why =
    lackForAll === 0n
      ? `the filled stake of ${tokens(terms.filled)} is so far above the threshold of ${tokens(terms.threshold)}`
      : `the free treasury of ${tokens(terms.treasury)} is ${tokens(lack > 0n ? lack : lackForAll)} too small`;
  throw new StakespaceError(
    `The payout factor would be ${formatExactAmount(report.payoutFactor)}, below the ${formatExactAmount(minimum)} that is asked for: ${why}. Nothing was proposed.`,
    { code: "PAYOUT_FACTOR_LOW", facts: { lack, lackForAll, decimals: bundle.decimals } },
  );
}
