import type { Deployment } from "./deployment.js";
import type { DeployOptions, HardhatConnection } from "./deployOptions.js";

/**
 * Deploys, connects and hands over the whole of Stakespace; see {@link import("./deploy.js").deployStakespace}. Loaded when it
 * is wanted, because Hardhat and Ignition come with it.
 *
 * @example
 * import { deployStakespace } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * deployment.testToken; // => true
 */
export async function deployStakespace(
  connection: HardhatConnection,
  options: DeployOptions = {},
): Promise<Deployment> {
  const { deployStakespace: deploy } = await import("./deploy.js");
  return deploy(connection, options);
}
