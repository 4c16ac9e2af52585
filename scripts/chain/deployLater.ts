import type { Deployment } from "./deployment.js";
import type { DeployOptions, HardhatConnection } from "./deployOptions.js";

/**
 * See {@link import("./deploy.js").deployStakespace}; loaded when it is wanted, because Hardhat and Ignition come with it.
 *
 * @example
 * import { deployStakespace } from "#chain";
 * import { network } from "hardhat";
 *
 * const { addresses } = await deployStakespace(await network.create());
 */
export async function deployStakespace(
  connection: HardhatConnection,
  options: DeployOptions = {},
): Promise<Deployment> {
  const { deployStakespace: deploy } = await import("./deploy.js");
  return deploy(connection, options);
}
