import { type Connection, LOCAL_CHAIN_ID } from "./connection.js";
import type { Deployment } from "./deployment.js";
import { StakespaceError, formatTime } from "#lib";

/** Waits for a moment of the chain's time, unix seconds. */
export interface Clock {
  (moment: number): Promise<void>;
  /** Whether it gets to any moment, or refuses what is still to come. */
  readonly travels: boolean;
}

/**
 * Chain time, unix seconds.
 *
 * @example
 * import { chainTime } from "#chain";
 * import { network } from "hardhat";
 *
 * const connection = await network.create();
 * const now = await chainTime(connection); // unix seconds
 */
export async function chainTime(connection: Connection): Promise<number> {
  return (await connection.ethers.provider.getBlock("latest"))!.timestamp;
}

/**
 * A clock that moves a local chain's time forward.
 *
 * @throws {StakespaceError} `NOT_A_LOCAL_NODE` on any other chain: there, time has to pass.
 *
 * @example
 * import { deployStakespace, readRoundView, travellingClock } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const clock = travellingClock(deployment);
 * await clock((await readRoundView(deployment)).locksAt);
 */
export function travellingClock({ connection, chainId }: Pick<Deployment, "connection" | "chainId">): Clock {
  if (chainId !== LOCAL_CHAIN_ID) {
    throw new StakespaceError(`Chain ${chainId} does not let its clock be moved.`, {
      code: "NOT_A_LOCAL_NODE",
    });
  }
  const reach = async (moment: number): Promise<void> => {
    if ((await chainTime(connection)) >= moment) return;
    await connection.provider.request({ method: "evm_setNextBlockTimestamp", params: [moment] });
    await connection.provider.request({ method: "evm_mine" });
  };
  return Object.assign(reach, { travels: true });
}

/**
 * A clock that does not wait: it refuses what is still to come.
 *
 * @example
 * import { deployStakespace, patientClock } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const clock = patientClock(deployment);
 * clock.travels; // => false
 */
export function patientClock({ connection }: Pick<Deployment, "connection">): Clock {
  const reach = async (moment: number): Promise<void> => {
    const now = await chainTime(connection);
    if (now >= moment) return;
    throw new StakespaceError(`It is too early: the chain's time is ${formatTime(now)}.`, {
      code: "TOO_EARLY",
      facts: { from: moment },
    });
  };
  return Object.assign(reach, { travels: false });
}
