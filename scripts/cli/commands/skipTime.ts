import { z } from "zod";

import { type Connection, type Deployment, readRoundView, type RoundView } from "#chain";
import { StakespaceError, formatDuration, formatTime } from "#lib";
import { command } from "./support/command.js";
import { duration, sendingOptions } from "./support/arguments.js";
import { roundLine } from "./support/show.js";

/** The first moment after each boundary, which is half open. */
const MOMENTS = {
  quiet: (round: RoundView) => round.quietFrom,
  lock: (round: RoundView) => round.locksAt,
  report: (round: RoundView) => round.reportFrom,
  final: (round: RoundView) => round.finalFrom,
  deadline: (round: RoundView) => round.reportBy,
};

/** Ten years: a clock that was moved cannot be moved back. */
const MAX_SKIP = 3_650 * 86_400;

const schema = z.object({
  ...sendingOptions,
  for: duration.refine((seconds) => seconds >= 1 && seconds <= MAX_SKIP, "name a time from 1s to 3650d").optional(),
  until: z
    .enum(["quiet", "lock", "report", "final", "deadline"], {
      message: "name quiet, lock, report, final or deadline",
    })
    .optional(),
});

/** Moves a local node's clock forward. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const before = await readRoundView(deployment);
  const seconds = secondsToSkip(input, before);
  await context.confirm([
    `Move the clock of "${context.connection.networkName}" by ${formatDuration(seconds * 1000)}, to ${formatTime(before.now + seconds)}.`,
  ]);
  const round = await skip(context.connection, deployment, before.now + seconds);
  return {
    data: { seconds, now: round.now, round },
    show: () => process.stdout.write(`${roundLine(round)}\n`),
  };
});

function secondsToSkip(
  input: { for?: number | undefined; until?: keyof typeof MOMENTS | undefined },
  round: RoundView,
): number {
  if ((input.for === undefined) === (input.until === undefined)) {
    throw new StakespaceError(
      `${input.for === undefined ? "Neither" : "Both"} --for ${input.for === undefined ? "nor" : "and"} --until given.`,
      {
        code: "BAD_ARGUMENT",
        hint: 'Name one of them, e.g. "--for 3d" or "--until lock".',
      },
    );
  }
  if (input.for !== undefined) return input.for;
  const moment = MOMENTS[input.until!](round);
  if (round.phase !== "Recess" && moment > round.now) return moment - round.now;
  throw new StakespaceError(
    moment === 0 || round.phase === "Recess"
      ? noSuchMoment(input.until!, round)
      : `That moment of round ${round.round} is past: it was ${formatTime(moment)}, the chain's time is ${formatTime(round.now)}.`,
    { code: "NOTHING_TO_SKIP" },
  );
}

function noSuchMoment(until: keyof typeof MOMENTS, round: RoundView): string {
  const why = round.phase === "Recess" ? "it is in recess, where nothing is due" : "no report is pending";
  return `Round ${round.round} has no moment "${until}" ahead: ${why}.`;
}

async function skip(connection: Connection, deployment: Deployment, moment: number): Promise<RoundView> {
  try {
    // Not by a span: a node's clock goes on while the command runs.
    await connection.provider.request({ method: "evm_setNextBlockTimestamp", params: [moment] });
    await connection.provider.request({ method: "evm_mine" });
  } catch (error) {
    throw new StakespaceError(`The network "${connection.networkName}" does not let its clock be moved.`, {
      code: "NOT_A_LOCAL_NODE",
      hint: "Only a local node does; on a real chain time has to pass.",
      cause: error,
    });
  }
  return readRoundView(deployment);
}
