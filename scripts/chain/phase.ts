import { formatTime } from "./time.js";
import type { RoundView } from "./views.js";
import { StakespaceError } from "#lib";

/**
 * Refuses a round whose stakes are not fixed yet, or that can no longer be reported.
 *
 * @throws {StakespaceError} `ROUND_NOT_REPORTABLE`, with what the round waits for.
 *
 * @example
 * import { deployStakespace, readRound, requireLocked } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * requireLocked(await readRound(deployment)); // throws while the round takes bids
 */
export function requireLocked(view: RoundView): void {
  if (view.phase === "Live" || view.phase === "Reporting") return;
  const { what, hint } = reasons(view);
  throw new StakespaceError(`Round ${view.round} cannot be reported: ${what}`, {
    code: "ROUND_NOT_REPORTABLE",
    hint,
  });
}

/**
 * Whether a round's stakes may still change.
 *
 * @example
 * import { deployStakespace, readRound, takesBids } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * takesBids(await readRound(deployment)); // => true
 */
export function takesBids({ phase }: RoundView): boolean {
  return phase === "Bidding" || phase === "Quiet";
}

function reasons(view: RoundView): { what: string; hint: string } {
  switch (view.phase) {
    case "Bidding":
    case "Quiet":
      return {
        what: `it takes bids until ${formatTime(view.locksAt)}; the chain's time is ${formatTime(view.now)}.`,
        hint: `Run the oracle again from ${formatTime(view.reportFrom)} on. On a local node: npx hardhat skip-time --until report, or add --travel`,
      };
    case "Pending":
      return {
        what: `a report is pending since ${formatTime(view.proposedAt)}.`,
        hint: `It may be made final from ${formatTime(view.finalFrom)} on: npx hardhat oracle finish`,
      };
    case "Overdue":
      return {
        what: `the time to report ran out at ${formatTime(view.reportBy)}.`,
        hint: "Close it without a report: npx hardhat expire",
      };
    case "Recess":
      return {
        what: "it is in recess, nothing is locked.",
        hint: "The governor or a quorum of reporters must resume the round first.",
      };
    case "Live":
    case "Reporting":
      return { what: "it can.", hint: "" };
  }
}
