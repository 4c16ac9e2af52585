import type { Provider } from "ethers";

import { decodeError, GAS_PER_TRANSACTION } from "#chain";
import { StakespaceError } from "#lib";
import type { Step } from "./plan.js";

/** More than was estimated, because what settles may have grown in between. */
const MARGIN_PERCENT = 120n;
/** What is allowed for a transaction that cannot be tried before another one is there: several times what a bid takes. */
const UNTRIED_GAS = 1_500_000n;

/** A step that has been tried, with the gas that it gets. */
export interface Tried extends Step {
  readonly gas: bigint;
}

/**
 * Tries the steps of a plan without sending them.
 *
 * @throws {StakespaceError} A `ContractRefusal` where a contract would refuse, `TOO_MUCH_GAS` where no block could take it.
 */
export async function trySteps(provider: Provider, from: string, steps: readonly Step[]): Promise<Tried[]> {
  return Promise.all(steps.map(async (step) => ({ ...step, gas: await gasOf(provider, from, step) })));
}

/** The gas a step gets. */
export async function gasOf(provider: Provider, from: string, step: Step): Promise<bigint> {
  const { what, to, data, tolerates = [] } = step;
  try {
    const gas = await provider.estimateGas({ from, to, data });
    const wanted = (gas * MARGIN_PERCENT) / 100n;
    return wanted > GAS_PER_TRANSACTION && gas <= GAS_PER_TRANSACTION ? GAS_PER_TRANSACTION : wanted;
  } catch (thrown) {
    const error = decodeError(thrown);
    if (error instanceof StakespaceError && error.code !== undefined && tolerates.includes(error.code)) {
      return UNTRIED_GAS;
    }
    if (error instanceof Error && /gas limit|exceeds.*cap|out of gas/i.test(error.message)) {
      throw new StakespaceError(`${what}: it needs more gas than a transaction may use.`, {
        code: "TOO_MUCH_GAS",
        hint: "Do it in smaller parts.",
        cause: thrown,
      });
    }
    throw error;
  }
}
