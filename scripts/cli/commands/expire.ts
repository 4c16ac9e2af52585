import { z } from "zod";

import { readRoundView, type RoundView } from "#chain";
import { StakespaceError, formatDuration, formatTime } from "#lib";
import { guarded } from "../sending/plan.js";
import { sendingCommand } from "../sending/sendingCommand.js";
import { planningOptions } from "./support/arguments.js";
import { roundLine, sentData } from "./support/show.js";

const schema = z.object(planningOptions);

/** Closes a round without a report: no gain, no burn, no rent. */
export default sendingCommand("expire", schema, async (_input, { deployment }) => {
  const view = await readRoundView(deployment);
  const { round } = view;
  if (view.phase === "Recess") {
    throw new StakespaceError(`Round ${round} is in recess: it does not close, stake comes and goes freely.`, {
      code: "IN_RECESS",
      hint: "The governor or a quorum of reporters ends the recess; bidding starts then.",
    });
  }
  // The contract only knows that it is too early, not for what.
  if (view.now < view.reportBy && view.phase !== "Pending") throw tooEarly(view);
  const call = deployment.contracts.space.interface.encodeFunctionData("expireRound");
  return {
    lines: [`Close round ${round} without a report: no gain, no burn, no rent. Round ${round + 1} opens at once.`],
    steps: [{ what: "Expire", ...guarded(deployment, view, [call]) }],
    data: { round },
    outcome: async (sent) => {
      const opened = await readRoundView(deployment);
      return {
        data: { round, opened, transactions: sentData(sent) },
        show: () => process.stdout.write(`${roundLine(opened)}\n`),
        next: ["settle", "status"],
      };
    },
  };
});

function tooEarly({ round, reportBy, now }: RoundView): StakespaceError {
  const left = formatDuration((reportBy - now) * 1000);
  return new StakespaceError(
    `Round ${round} may be closed without a report from ${formatTime(reportBy)} on; the chain's time is ${formatTime(now)} (${left} to go).`,
    { code: "TooEarly" },
  );
}
