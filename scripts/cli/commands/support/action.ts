import { HardhatError } from "@nomicfoundation/hardhat-errors";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { Result } from "hardhat/types/utils";
import type { z } from "zod";

import { decodeError } from "#chain";
import { runAs } from "../../words/call.js";
import { inWords } from "../../words/inWords.js";
import { printError } from "../../terminal/failure.js";
import { endWithReader, printJson, say } from "../../terminal/output.js";
import { parseArguments } from "./arguments.js";
import { callOf, contextOf, type CommonOptions, type TaskContext } from "./context.js";

/** What a command found out or did. */
export interface TaskResult {
  /** What `--json` prints: one object. */
  readonly data: object;
  /** Prints the same for people, on stdout. */
  readonly show?: () => void;
  /** Commands that may come next, e.g. `"status --model 1"`; they go where this one went. */
  readonly next?: readonly string[];
}

/** A task's action: the arguments as Hardhat has them, still unchecked. */
export type Action = (
  given: Record<string, unknown>,
  hre: HardhatRuntimeEnvironment,
) => Promise<Result<object, unknown>>;

/**
 * Makes the action of a task: checks its arguments, connects, does the work and prints the outcome, data on stdout and
 * talk on stderr. An error is printed in one line with its hint, and Hardhat ends with exit code 1.
 *
 * @param schema Of all the task's arguments, the common ones included.
 */
export function action<S extends z.ZodType<CommonOptions, z.ZodTypeDef, unknown>>(
  schema: S,
  work: (input: z.output<S>, context: TaskContext) => Promise<TaskResult>,
): Action {
  return async (given, hre) => {
    endWithReader();
    const run = runAs(callOf(hre, given));
    let context: TaskContext | undefined;
    try {
      const input = parseArguments(schema, given);
      context = await contextOf(hre, input);
      const outcome = await work(input, context);
      if (input.json) printJson(outcome.data);
      else {
        outcome.show?.();
        for (const command of outcome.next ?? []) say(`Next: ${run(command)}`);
      }
      return { success: true, value: outcome.data };
    } catch (thrown) {
      // Hardhat says in its own words what is wrong with its networks and configuration.
      if (HardhatError.isHardhatError(thrown)) throw thrown;
      const error = inWords(decodeError(thrown), context?.token, run);
      printError(error);
      return { success: false, error };
    }
  };
}
