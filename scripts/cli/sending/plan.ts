import type { Deployment, RoundView, Sent } from "#chain";
import type { CommandResult } from "../commands/support/command.js";

/** One transaction of a command, before it is sent. */
export interface Step {
  /** What it does, e.g. `"Bid"`. */
  readonly what: string;
  readonly to: string;
  readonly data: string;
  /** Refusals that the steps before it take care of, so that trying it alone says nothing. */
  readonly tolerates?: readonly string[];
}

/** What a command is about to do. */
export interface Plan {
  /** What will happen, for whoever has to agree. */
  readonly lines: readonly string[];
  /** What speaks against it, a sentence each. */
  readonly warnings?: readonly string[];
  /** The most of the staked token that leaves the sender's account, token wei. */
  readonly pays?: bigint;
  /** Its transactions, in order; none where there is nothing to do. */
  readonly steps: readonly Step[];
  /** What is known before anything is sent. */
  readonly data: object;
  /** What came of it, when every transaction is on the chain. */
  outcome(sent: readonly Sent[]): Promise<CommandResult> | CommandResult;
}

/** How long after it was made a transaction may still get onto the chain: a fee that is too low must not make it a bid of another day. */
const GOOD_FOR = 1_800;

/**
 * Calls of the stake space as one transaction that only counts in the round in which it was planned, and within half an hour.
 *
 * @param calls Encoded, in order.
 */
export function guarded(
  { contracts, addresses }: Deployment,
  { round, now }: RoundView,
  calls: readonly string[],
): Pick<Step, "to" | "data"> {
  const { interface: abi } = contracts.space;
  const guard = abi.encodeFunctionData("requireRound", [round, now + GOOD_FOR]);
  return { to: addresses.space, data: abi.encodeFunctionData("multicall", [[guard, ...calls]]) };
}
