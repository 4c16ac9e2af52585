import type { ErrorDescription, ErrorFragment } from "ethers";

import { StakespaceError } from "#lib";

/**
 * A contract said no. What it said is here as it is, name and arguments; how people are told is the business of whoever
 * talks to them.
 *
 * @example
 * import { ContractRefusal, describeRevert } from "#chain";
 *
 * const description = describeRevert("0x1f2a2005"); // the data of a revert
 * if (description !== undefined) {
 *   const refusal = new ContractRefusal(description);
 *   refusal.error; // => "ZeroAmount"
 * }
 */
export class ContractRefusal extends StakespaceError {
  /** The name of the Solidity error, also in `code`. */
  readonly error: string;
  /** The error as the contract declares it. */
  readonly fragment: ErrorFragment;
  /** Its arguments by name, as ethers reads them: integers are bigints. */
  readonly args: Readonly<Record<string, unknown>>;

  constructor({ name, fragment, args }: ErrorDescription, cause?: unknown) {
    const named = fragment.inputs.map((input, place) => [input.name, args[place] as unknown] as const);
    const shown = named.map(([argument, value]) => `${argument} ${String(value)}`);
    super(`${name}(${shown.join(", ")})`, { code: name, cause });
    this.name = "ContractRefusal";
    this.error = name;
    this.fragment = fragment;
    this.args = Object.fromEntries(named);
  }
}
