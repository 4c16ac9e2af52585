import { z } from "zod";

import { governedCalls, readRoundView } from "#chain";
import { readHistory } from "#history";
import { formatExactAmount, formatTime, StakespaceError } from "#lib";
import { readPendingReport } from "#oracle";
import { folderPath } from "../support/arguments.js";
import { governedOptions, governingCommand } from "./governed.js";

const schema = z.object({
  ...governedOptions,
  digest: z.string().optional(),
  history: folderPath.optional(),
});

/** Vetoes the pending report, which is refused for ever. */
export default governingCommand("guardian veto", schema, async (input, deployment) => {
  const view = await readRoundView(deployment);
  const pending = await readPendingReport(deployment, view, await readHistory(deployment, input.history));
  if (pending === undefined) {
    throw new StakespaceError(`No report is pending for round ${view.round}.`, { code: "NO_REPORT_PENDING" });
  }
  const { digest, report } = pending;
  if (input.digest !== undefined && input.digest.toLowerCase() !== digest) {
    throw new StakespaceError(`The pending report is ${digest}, not ${input.digest}.`, {
      code: "OTHER_REPORT",
      hint: "Audit the one that is pending now: a veto that was meant for another must not hit it.",
    });
  }
  return {
    call: governedCalls(deployment).veto(view.round, digest),
    changes: [
      `Veto the report ${digest} of round ${view.round}, for ever. Another may be proposed until ${formatTime(view.reportBy)}.`,
      `  payout factor ${formatExactAmount(report.payoutFactor)}, ${report.modelCount} models, evidence ${report.evidence}`,
      `  without a veto it may be made final from ${formatTime(view.finalFrom)} on`,
    ],
    data: { round: view.round, digest },
    next: ["status"],
  };
});
