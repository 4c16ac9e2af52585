import { z } from "zod";

import { governedCalls, readMoment } from "#chain";
import { formatDuration, StakespaceError } from "#lib";
import { governedOptions, governingCommand } from "./governed.js";

/** Ends a recess. */
export default governingCommand("governor resume", z.object(governedOptions), async (_input, deployment) => {
  const { view, parameters } = await readMoment(deployment);
  if (view.phase !== "Recess") {
    throw new StakespaceError(`Round ${view.round} is not in recess, so there is nothing to resume.`, {
      code: "NotInRecess",
      hint: "Rounds resume only after several in a row were not reported.",
    });
  }
  return {
    call: governedCalls(deployment).resume(),
    changes: [
      `Resume round ${view.round} after ${view.missedRounds} rounds without a report: it locks ${formatDuration(parameters.biddingPeriod * 1000)} after that.`,
      "  whoever wants to leave can do so until the quiet period before the lock",
    ],
    data: { round: view.round },
    next: ["status"],
  };
});
