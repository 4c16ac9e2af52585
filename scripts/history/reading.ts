import { ChainHistory, type Deployment } from "#chain";
import { canonicalPart } from "./canonical.js";
import { historyFolder } from "./folder.js";
import { Shelf } from "./shelf.js";

/**
 * A deployment's history from what files there are, and changes none: for whoever only looks, beside a program that files rounds.
 * It still has to be advanced, which reads what came after the files, and all of the chain where there are none.
 *
 * @param folder {@link historyFolder} unless named.
 * @throws {StakespaceError} `OTHER_HISTORY` for the files of another deployment.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { readHistory } from "#history";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const history = await readHistory(deployment);
 * await history.advance(await connection.ethers.provider.getBlockNumber());
 */
export async function readHistory(deployment: Deployment, folder?: string): Promise<ChainHistory> {
  const { chainId, addresses } = deployment;
  const shelf = new Shelf(folder ?? historyFolder(deployment), { chainId, space: addresses.space });
  const shelved = await canonicalPart(deployment, await shelf.read());
  if (shelved.headers.length === 0) return new ChainHistory(deployment);
  return new ChainHistory(deployment, { ...shelved, models: (round) => shelf.models(round) });
}
