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
  if (/invalid opcode|invalidopcode|opcode .{0,40}not (defined|found|supported)|notactivated/i.test(saidBy(thrown))) {
    return new StakespaceError("The chain does not know an instruction that the contracts are made of.", {
      code: "CHAIN_LACKS_OPCODE",
      hint: "They need the rules of Cancun, or those of the fork they were compiled for; use a chain that has had it.",
      cause: thrown,
    });
  }
  return fromConnection(thrown);
}

/** What was said, by the library and by the node it asked. */
function saidBy(thrown: Error): string {
  const { info, error } = thrown as { info?: { error?: { message?: unknown } }; error?: { message?: unknown } };
  return [thrown.message, info?.error?.message, error?.message].filter((text) => typeof text === "string").join(" ");
}

/** What a library says of a node that does not answer as one. */
function fromConnection(thrown: Error): Error {
  const { code } = thrown as { code?: unknown };
  const unreachable = (why: string): StakespaceError =>
    new StakespaceError(`The node did not answer: ${why}.`, {
      code: "NODE_UNREACHABLE",
      hint: "Nothing more was sent. Run the same command again, or name another node.",
      cause: thrown,
    });
  if (code === "TIMEOUT") return unreachable("it took too long");
  if (code === "NETWORK_ERROR") return unreachable("it cannot be reached");
  if (code === "SERVER_ERROR")
    return unreachable(
      /429|too many/i.test(thrown.message) ? "it is asked too often (429)" : "it has an error of its own",
    );
  if (code === "BAD_DATA" && thrown.message.includes("could not decode result data")) {
    return new StakespaceError("What is at the addresses of Stakespace does not answer as Stakespace does.", {
      code: "NOT_STAKESPACE",
      hint: "Is this the chain of the deployment? Another one may be behind the same port.",
      cause: thrown,
    });
  }
  if (code === "CALL_EXCEPTION") {
    return new StakespaceError("The node refuses the call and does not say why.", {
      code: "CALL_FAILED",
      hint: "Is this the chain of the deployment, and does it have the rules of Cancun?",
      cause: thrown,
    });
  }
  return thrown;
}

function refusalOf({ name, fragment, args }: ErrorDescription, cause: unknown): ContractRefusal {
  const named = fragment.inputs.map((input, place) => [input.name, args[place] as unknown] as const);
  return new ContractRefusal(name, Object.fromEntries(named), cause);
}
