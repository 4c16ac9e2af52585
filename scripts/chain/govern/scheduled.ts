import { lastBlockBefore } from "../history/lastBlockBefore.js";
import type { Deployment } from "../deployment.js";

/** Blocks in a query; what a provider refuses is halved. */
const SPAN = 10_000;
/** Seconds to look back: no delay and no expiry together are longer. */
const REACH = 60 * 86_400;

/** A call that waits out its delay at the access manager, or may be executed. */
export interface ScheduledCall {
  /** As the access manager knows it. */
  readonly operation: string;
  readonly to: string;
  readonly data: string;
  /** From when it may be executed, unix seconds. */
  readonly from: number;
}

/**
 * What an account has scheduled on the deployment's contracts in the last 60 days and neither executed nor taken back, and what has
 * not expired.
 *
 * @example
 * import { deployStakespace, readScheduled, signerFor } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { address } = await signerFor(deployment.connection);
 * await readScheduled(deployment, address); // => []
 */
export async function readScheduled(deployment: Deployment, caller: string): Promise<ScheduledCall[]> {
  const { addresses, contracts, connection, fromBlock } = deployment;
  const { manager } = contracts;
  const latest = (await connection.ethers.provider.getBlock("latest"))!;
  const first = await lastBlockBefore(connection.ethers.provider, latest.timestamp - REACH, fromBlock, latest.number);
  const found = new Map<string, ScheduledCall>();
  let span = SPAN;
  for (let from = first; from <= latest.number;) {
    const to = Math.min(latest.number, from + span - 1);
    try {
      for (const { args } of await manager.queryFilter(manager.filters.OperationScheduled(), from, to)) {
        const mine = args.caller === caller && [addresses.space, addresses.oracle].includes(args.target);
        if (mine)
          found.set(args.operationId, { operation: args.operationId, to: args.target, data: args.data, from: 0 });
      }
      from = to + 1;
    } catch (error) {
      if (span === 1) throw error;
      span = Math.max(1, span >> 1);
    }
  }
  const calls = await Promise.all(
    [...found.values()].map(async (call) => ({ ...call, from: Number(await manager.getSchedule(call.operation)) })),
  );
  return calls.filter(({ from }) => from > 0);
}
