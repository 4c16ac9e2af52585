import { BaseError, decodeErrorResult, type Hex, isHex } from "viem";

import { errorsAbi } from "#abi";
import { ContractRefusal, StakespaceError } from "#lib";

/**
 * What was meant by something that a call or a transaction threw.
 *
 * @returns A `ContractRefusal` where a contract said no; anything else comes back as it is.
 */
export function decodeError(thrown: unknown): unknown {
  if (thrown instanceof StakespaceError || !(thrown instanceof BaseError)) return thrown;
  const data = revertDataOf(thrown);
  if (data === undefined) return thrown;
  try {
    const { errorName, args, abiItem } = decodeErrorResult({ abi: errorsAbi, data });
    const values: readonly unknown[] = args;
    const named = abiItem.inputs.map(({ name }, place) => [name, wide(values[place])] as const);
    return new ContractRefusal(errorName, Object.fromEntries(named), thrown);
  } catch {
    // Of a contract that is none of these.
    return thrown;
  }
}

/** Runs a call; a contract's refusal is thrown as what it is. */
export async function decoded<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (thrown) {
    throw decodeError(thrown);
  }
}

function revertDataOf(thrown: BaseError): Hex | undefined {
  let found: Hex | undefined;
  thrown.walk((inner) => {
    const { data, raw } = inner as { data?: unknown; raw?: unknown };
    for (const candidate of [raw, data]) {
      if (found === undefined && isHex(candidate) && candidate.length >= 10) found = candidate;
    }
    return false;
  });
  return found;
}

/** viem reads small integers as numbers; refusals have bigints throughout. */
function wide(value: unknown): unknown {
  return typeof value === "number" ? BigInt(value) : value;
}
