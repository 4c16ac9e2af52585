import { StakespaceError } from "./errors.js";

/** Arguments of a contract's error by name; integers are bigints. */
export type NamedArguments = Readonly<Record<string, unknown>>;

/**
 * A contract said no. What it said is here as it is, name and arguments; how people are told is the business of whoever
 * talks to them.
 *
 * @example
 * import { ContractRefusal } from "#lib";
 *
 * new ContractRefusal("InvalidTick", { tick: 200n }).message; // => "InvalidTick(tick 200)"
 */
export class ContractRefusal extends StakespaceError {
  /** The name of the Solidity error, also in `code`. */
  readonly error: string;
  /** Its arguments, in the order in which the contract declares them. */
  readonly args: NamedArguments;

  constructor(error: string, args: NamedArguments, cause?: unknown) {
    const shown = Object.entries(args).map(([name, value]) => `${name} ${String(value)}`);
    super(`${error}(${shown.join(", ")})`, { code: error, cause });
    this.name = "ContractRefusal";
    this.error = error;
    this.args = args;
  }
}
