import { ChainHistory, type ChainReport, type Deployment, type RoundView } from "#chain";
import { StakespaceError } from "#lib";
import type { Bundle } from "./bundle.js";

/**
 * The report that the chain has for a bundle's round: the last one proposed.
 *
 * @param history What is known of the chain already; all of it is read unless given.
 * @throws {StakespaceError} `OTHER_DEPLOYMENT` for a bundle of another chain or oracle, `NO_REPORT` when none was proposed.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { bundleFolder, bundlesOf, readBundle, readChainReport } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const bundle = await readBundle(bundleFolder(bundlesOf(deployment), 1));
 * const { report } = await readChainReport(deployment, bundle);
 */
export async function readChainReport(
  deployment: Deployment,
  bundle: Bundle,
  history = new ChainHistory(deployment),
): Promise<ChainReport> {
  const { chainId, addresses, contracts, connection } = deployment;
  if (bundle.chainId !== chainId || bundle.oracle !== addresses.oracle) {
    throw new StakespaceError(
      `The bundle is of the oracle ${bundle.oracle} on chain ${bundle.chainId}, this deployment's is ${addresses.oracle} on chain ${chainId}.`,
      {
        code: "OTHER_DEPLOYMENT",
      },
    );
  }
  await history.advance(await connection.ethers.provider.getBlockNumber());
  const found = history.reportOf(await contracts.oracle.proposedDigest(bundle.round));
  if (found !== undefined) return found;
  throw new StakespaceError(`No report was proposed for round ${bundle.round} on this chain.`, {
    code: "NO_REPORT",
  });
}

/**
 * The report that is pending, by the chain's own word; undefined when none is.
 *
 * @param view The open round.
 *
 * @example
 * import { loadDeployment, readRoundView } from "#chain";
 * import { readPendingReport } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const pending = await readPendingReport(deployment, await readRoundView(deployment));
 */
export async function readPendingReport(
  deployment: Deployment,
  { round, phase }: Pick<RoundView, "round" | "phase">,
  history = new ChainHistory(deployment),
): Promise<ChainReport | undefined> {
  if (phase !== "Pending") return undefined;
  await history.advance(await deployment.connection.ethers.provider.getBlockNumber());
  return history.reportOf(await deployment.contracts.oracle.proposedDigest(round));
}
