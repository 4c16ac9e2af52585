import type { Provider } from "ethers";

import type { Deployment } from "../deployment.js";
import { logsInParts } from "../logsInParts.js";

/** Seconds to look back: no delay and no expiry together are longer. */
const REACH = 60 * 86_400;
/** Blocks that are read again: they may have been taken back. */
const AGAIN = 64;

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
 * What an account has scheduled on the deployment's contracts in the last 60 days. Each block is read once, however often it is
 * asked.
 *
 * @example
 * import { deployStakespace, ScheduledCalls, signerFor } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { address } = await signerFor(deployment.connection);
 * await new ScheduledCalls(deployment, address).open(); // => []
 */
export class ScheduledCalls {
  readonly #deployment: Deployment;
  readonly #caller: string;
  readonly #known = new Map<string, Omit<ScheduledCall, "from">>();
  #through: number | undefined;

  constructor(deployment: Deployment, caller: string) {
    this.#deployment = deployment;
    this.#caller = caller;
  }

  /** What is neither executed nor taken back nor expired now, the first to come first. */
  async open(): Promise<ScheduledCall[]> {
    const { connection, contracts, fromBlock } = this.#deployment;
    const { provider } = connection.ethers;
    const { number, timestamp } = (await provider.getBlock("latest"))!;
    const begin = this.#through ?? (await lastBlockAt(provider, timestamp - REACH, fromBlock, number));
    await this.#read(Math.max(fromBlock, begin - AGAIN), number);
    this.#through = number;
    const calls = await Promise.all(
      [...this.#known.values()].map(async (call) => ({
        ...call,
        from: Number(await contracts.manager.getSchedule(call.operation)),
      })),
    );
    return calls.filter(({ from }) => from > 0).sort((a, b) => a.from - b.from);
  }

  async #read(first: number, last: number): Promise<void> {
    const { addresses, connection, contracts } = this.#deployment;
    const { interface: abi } = contracts.manager;
    const filter = { address: addresses.manager, topics: [abi.getEvent("OperationScheduled").topicHash] };
    for await (const { logs } of logsInParts(connection.ethers.provider, filter, first, last)) {
      for (const { topics, data: encoded } of logs) {
        const { operationId, caller, target, data } = abi.decodeEventLog("OperationScheduled", encoded, topics);
        if (caller !== this.#caller || ![addresses.space, addresses.oracle].includes(target as string)) continue;
        this.#known.set(String(operationId), {
          operation: String(operationId),
          to: String(target),
          data: String(data),
        });
      }
    }
  }
}

/** The last block that is not after a moment, by halving; `low` where there is none. */
async function lastBlockAt(
  provider: Pick<Provider, "getBlock">,
  moment: number,
  low: number,
  high: number,
): Promise<number> {
  let [before, last] = [low, high];
  while (before < last) {
    const middle = before + Math.ceil((last - before) / 2);
    if ((await provider.getBlock(middle))!.timestamp <= moment) before = middle;
    else last = middle - 1;
  }
  return before;
}
