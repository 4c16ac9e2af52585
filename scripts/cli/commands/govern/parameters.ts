import { z } from "zod";

import { governedCalls, readMoment, toParameters } from "#chain";
import { StakespaceError } from "#lib";
import { outOfBounds, parameterBounds, type Parameters } from "#twin";
import { formatTable } from "../../terminal/table.js";
import { type MechanismParameter, PARAMETER_NAMES, parameterText, readParameter } from "../support/parameters.js";
import { governedOptions, governingCommand } from "./governed.js";

const EXPECTED = 'name what to change, e.g. "--set limitGain=4,biddingPeriod=5d"';

const schema = z.object({ ...governedOptions, set: z.string({ required_error: EXPECTED }).min(1, EXPECTED) });

/** Queues other parameters, in force from the opening of the next round on. */
export default governingCommand("governor parameters", schema, async (input, deployment) => {
  const { token, contracts } = deployment;
  const { view, parameters: now } = await readMoment(deployment);
  const [queued, isQueued] = await contracts.space.queuedParameters();
  // What is queued and not named stays queued.
  const before = isQueued ? toParameters(queued) : now;
  const after: Parameters = { ...before, ...changesIn(input.set, token.decimals) };
  requireBounds(after);
  const changed = PARAMETER_NAMES.filter((name) => after[name] !== before[name] || after[name] !== now[name]);
  if (changed.every((name) => after[name] === before[name])) {
    throw new StakespaceError("The parameters are these already, or will be from the next round on.", {
      code: "NOTHING_TO_CHANGE",
      hint: "Nothing is left to do.",
    });
  }
  const text = (name: MechanismParameter, of: Parameters): string => parameterText(name, of[name], token);
  const table = formatTable(
    ["parameter", "now", ...(isQueued ? ["queued"] : []), "then"],
    changed.map((name) => [name, text(name, now), ...(isQueued ? [text(name, before)] : []), text(name, after)]),
  );
  return {
    call: governedCalls(deployment).queueParameters(after),
    changes: [
      `Queue parameters: in force when the next round opens after that, at the earliest in round ${view.round + 1}.`,
      ...table.split("\n").map((line) => `  ${line}`),
    ],
    data: { parameters: after },
    next: ["status --parameters"],
  };
});

function changesIn(set: string, decimals: number): Partial<Parameters> {
  return Object.fromEntries(
    set.split(",").map((entry) => {
      const [name, value] = entry.split("=").map((part) => part.trim());
      const known = PARAMETER_NAMES.find((each) => each === name);
      if (known !== undefined && value !== undefined && value !== "") {
        // As bigint or number, whatever the parameter's is.
        return [known, readParameter(known, value, decimals)] as const;
      }
      throw new StakespaceError(`--set "${entry.trim()}": ${EXPECTED}.`, {
        code: "BAD_ARGUMENT",
        hint: `There are: ${PARAMETER_NAMES.join(", ")}.`,
      });
    }),
  );
}

/** The bounds that the contract checks when the call is made, which may be days later. */
function requireBounds(parameters: Parameters): void {
  const broken = parameterBounds(parameters).find(({ value, minimum, maximum }) => value < minimum || value > maximum);
  if (broken === undefined) return;
  throw new StakespaceError(outOfBounds(broken), {
    code: "ParameterOutOfBounds",
    hint: "Choose a value inside its bounds: status --parameters shows them.",
  });
}
