import { z } from "zod";

import { send, readRoundView, type RoundView } from "#chain";
import { StakespaceError, formatDuration, formatTime } from "#lib";
import { command } from "./support/command.js";
import { sendingOptions } from "./support/arguments.js";
import { preflight } from "./support/preflight.js";
import { roundLine, sentData } from "./support/show.js";

const schema = z.object(sendingOptions);

/** Closes a round without a report: no gain, no burn, no rent. */
export default command(schema, async (_input, context) => {
  const deployment = await context.load();
  const signer = await context.signer();
  const view = await readRoundView(deployment);
  const { round } = view;
  const { space } = deployment.as(signer);

  // The contract only knows that it is too early, not for what.
  if (view.now < view.reportBy && view.phase !== "Pending" && view.phase !== "Recess") throw tooEarly(view);
  await preflight(() => space.expireRound.staticCall());
  await context.confirm([
    `Close round ${round} without a report: no gain, no burn, no rent. Round ${round + 1} opens at once.`,
  ]);

  const sent = await send("Expire", () => space.expireRound(), context.talk);
  const opened = await readRoundView(deployment);
  return {
    data: { round, opened, transactions: sentData([sent]) },
    show: () => process.stdout.write(`${roundLine(opened)}\n`),
    next: ["settle", "status"],
  };
});

function tooEarly({ round, reportBy, now }: RoundView): StakespaceError {
  const left = formatDuration((reportBy - now) * 1000);
  return new StakespaceError(
    `Round ${round} may be closed without a report from ${formatTime(reportBy)} on; the chain's time is ${formatTime(now)} (${left} to go).`,
    { code: "TooEarly" },
  );
}
