import { StakespaceError, formatTime } from "#lib";
import type { RoundView } from "./shapes/round.js";

/**
 * Refuses a round whose stakes are not fixed yet, or that can no longer be reported.
 *
 * @throws {StakespaceError} `ROUND_NOT_REPORTABLE`, with what the round waits for.
 *
 * @example
 * import { deployStakespace, readRoundView, requireLocked } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * requireLocked(await readRoundView(deployment)); // throws while the round takes bids
 */
export function requireLocked(view: RoundView): void {
  const reason = reasonAgainst(view);
  if (reason === undefined) return;
  const { phase, reportFrom, finalFrom } = view;
  throw new StakespaceError(`Round ${view.round} cannot be reported: ${reason}`, {
    code: "ROUND_NOT_REPORTABLE",
    facts: { phase, reportFrom, finalFrom },
  });
}

/**
 * Whether a round's stakes may still change.
 *
 * @example
 * import { deployStakespace, readRoundView, takesBids } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * takesBids(await readRoundView(deployment)); // => true
 */
export function takesBids({ phase }: RoundView): boolean {
  return phase === "Bidding" || phase === "Quiet";
}

/** Why a round cannot be reported as it stands; undefined where it can. */
function reasonAgainst(view: RoundView): string | undefined {
  switch (view.phase) {
    case "Bidding":
    case "Quiet":
      return `it takes bids until ${formatTime(view.locksAt)}; the chain's time is ${formatTime(view.now)}.`;
    case "Pending":
      return `a report is pending since ${formatTime(view.proposedAt)}.`;
    case "Overdue":
      return `the time to report ran out at ${formatTime(view.reportBy)}.`;
    case "Recess":
      return "it is in recess, nothing is locked.";
    case "Live":
    case "Reporting":
      return undefined;
  }
}
