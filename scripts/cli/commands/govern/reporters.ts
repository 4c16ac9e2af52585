import { z } from "zod";

import { governedCalls, readRoundView } from "#chain";
import { StakespaceError } from "#lib";
import { address } from "../support/arguments.js";
import { governedOptions, governingCommand } from "./governed.js";

const EXPECTED = "name the addresses of all reporters, with commas between them";
const QUORUM = 'name how many of them must sign, e.g. "--quorum 2"';
/** As many as the contract keeps. */
const MOST = 32;

const schema = z.object({
  ...governedOptions,
  reporters: z
    .string({ required_error: EXPECTED })
    .transform((list) => list.split(",").map((entry) => entry.trim()))
    .pipe(z.array(address).min(1, EXPECTED).max(MOST, `there can be at most ${MOST} reporters`)),
  quorum: z
    .string({ required_error: QUORUM })
    .regex(/^[1-9]\d?$/, QUORUM)
    .transform(Number),
});

/** Names other reporters, who sign from the opening of the next round on. */
export default governingCommand("governor reporters", schema, async (input, deployment) => {
  const { oracle } = deployment.contracts;
  const [view, now, quorum, queued] = await Promise.all([
    readRoundView(deployment),
    oracle.reporters(),
    oracle.quorum(),
    oracle.queuedReporters(),
  ]);
  requireSet(input.reporters, input.quorum);
  const named = new Set(input.reporters.map((each) => each.toLowerCase()));
  const present = new Set(now.map((each) => each.toLowerCase()));
  const joining = input.reporters.filter((each) => !present.has(each.toLowerCase()));
  const leaving = now.filter((each) => !named.has(each.toLowerCase()));
  return {
    call: governedCalls(deployment).setReporters(input.reporters, input.quorum),
    changes: [
      `Set reporters: ${input.quorum} of ${input.reporters.length} must sign from the opening of the next round after that, at the earliest round ${view.round + 1}; now ${quorum} of ${now.length}.`,
      ...joining.map((each) => `  joins   ${each}`),
      ...leaving.map((each) => `  leaves  ${each}`),
      ...(queued.members.length > 0 && Number(queued.fromRound) > view.round
        ? [
            `  it takes the place of ${queued.quorum_} of ${queued.members.length} who are queued for round ${queued.fromRound}`,
          ]
        : []),
    ],
    data: { reporters: input.reporters, quorum: input.quorum, joining, leaving },
    next: ["status"],
  };
});

function requireSet(reporters: readonly string[], quorum: number): void {
  const twice = reporters.find(
    (each, place) => reporters.findIndex((one) => one.toLowerCase() === each.toLowerCase()) < place,
  );
  if (twice !== undefined) {
    throw new StakespaceError(`--reporters names ${twice} twice.`, {
      code: "InvalidReporter",
      hint: "Name each once.",
    });
  }
  if (quorum <= reporters.length) return;
  throw new StakespaceError(`A quorum of ${quorum} of ${reporters.length} reporters cannot be.`, {
    code: "InvalidQuorum",
    facts: { maximum: MOST },
  });
}
