import type { Deployment } from "./deployment.js";
import { BOOKS_PER_CALL } from "./gas.js";
import { type PositionView, positionViewOf } from "./shapes/models.js";
import { readInParts } from "./readInParts.js";

/** What the contract holds and owes, and what waits for a round's gains. Token wei. */
export interface AccountsView {
  readonly held: bigint;
  readonly treasury: bigint;
  readonly burned: bigint;
  readonly rentOwed: bigint;
  readonly stakedModels: number;
}

/**
 * What the contract holds and owes.
 *
 * @example
 * import { deployStakespace, readAccounts } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { treasury } = await readAccounts(deployment);
 * treasury; // => 0n
 */
export async function readAccounts(
  { contracts }: Deployment,
  blockTag: number | "latest" = "latest",
): Promise<AccountsView> {
  const a = await contracts.space.accounts({ blockTag });
  return {
    held: a.held,
    treasury: a.treasury,
    burned: a.burned,
    rentOwed: a.rentOwed,
    stakedModels: Number(a.stakedModels),
  };
}

/**
 * What an account has on the models, tick by tick.
 *
 * @example
 * import { loadDeployment, readPositions, signerFor } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const holder = await signerFor(connection);
 * const positions = await readPositions(deployment, holder.address, [1, 2]);
 */
export async function readPositions(
  { contracts, addresses }: Deployment,
  holder: string,
  ids: readonly number[],
): Promise<PositionView[]> {
  const found = await readInParts(ids, BOOKS_PER_CALL, (part) =>
    contracts.lens.positions(addresses.space, holder, [...part]),
  );
  return found.map(positionViewOf);
}
