import { type ErrorDescription, Interface, isHexString } from "ethers";

import { errorsAbi } from "#abi";
import { StakespaceError, ContractRefusal } from "#lib";

/** An error of a library or of OpenZeppelin's may come through any contract. */
const errors = new Interface(errorsAbi);

/**
 * What was meant by something that a call or a transaction threw.
 *
 * @returns A {@link ContractRefusal} where a contract said no, a {@link StakespaceError} where the node did or nobody here
 * knows the error (`UNKNOWN_REVERT`); anything else comes back as it is.
 *
 * @example
 * import { decodeError } from "#chain";
 *
 * try {
 *   throw { data: "0x1f2a2005" }; // what a node answers, somewhere in what ethers throws
 * } catch (thrown) {
 *   const { code } = decodeError(thrown) as { code: string };
 *   code; // => "ZeroAmount"
 * }
 */
export function decodeError(thrown: unknown): unknown {
  if (thrown instanceof StakespaceError) return thrown;
  const data = revertDataOf(thrown);
  if (data === undefined) return fromNode(thrown);
  const description = describeRevert(data);
  if (description !== undefined) return refusalOf(description, thrown);
  return new StakespaceError(`The contract refused with an error nobody here knows: ${data}.`, {
    code: "UNKNOWN_REVERT",
    hint: "It may be the token's own; look its first four bytes up in the token's interface.",
    cause: thrown,
  });
}

/**
 * The custom error behind revert data, or undefined when none of the contracts has it.
 *
 * @example
 * import { describeRevert } from "#chain";
 *
 * describeRevert("0x1f2a2005")?.name; // => "ZeroAmount"
 */
export function describeRevert(data: string): ErrorDescription | undefined {
  return data.length < 10 ? undefined : (errors.parseError(data) ?? undefined);
}

/**
 * Every custom error the contracts can raise, by name.
 *
 * @example
 * import { knownErrors } from "#chain";
 *
 * knownErrors().has("BiddingClosed"); // => true
 */
export function knownErrors(): Map<string, Interface> {
  return new Map(errorsAbi.map(({ name }) => [name, errors]));
}

/**
 * The revert data inside whatever ethers, Hardhat or a node wrapped around it.
 *
 * @example
 * import { revertDataOf } from "#chain";
 *
 * revertDataOf({ info: { error: { data: "0x1f2a2005" } } }); // => "0x1f2a2005"
 */
export function revertDataOf(thrown: unknown, depth = 0): string | undefined {
  if (depth > 6 || typeof thrown !== "object" || thrown === null) return undefined;
  const fields = thrown as Record<string, unknown>;
  const data = fields["data"];
  if (typeof data === "string" && isHexString(data) && data.length >= 10) return data;
  for (const key of ["data", "error", "info", "cause"]) {
    const inner = revertDataOf(fields[key], depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** What a node itself refuses, before any contract runs. */
function fromNode(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  if (/insufficient funds|doesn't have enough funds/i.test(thrown.message)) {
    return new StakespaceError("The account cannot pay for the gas of this transaction.", {
      code: "INSUFFICIENT_FUNDS",
      cause: thrown,
    });
  }
  return thrown;
}

function refusalOf({ name, fragment, args }: ErrorDescription, cause: unknown): ContractRefusal {
  const named = fragment.inputs.map((input, place) => [input.name, args[place] as unknown] as const);
  return new ContractRefusal(name, Object.fromEntries(named), cause);
}
