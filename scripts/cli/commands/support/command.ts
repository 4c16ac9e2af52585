import type { z } from "zod";

import { decodeError } from "#chain";
import { StakespaceError } from "#lib";
import { errorData, printError } from "../../terminal/failure.js";
import { endWithReader, printJson, say } from "../../terminal/output.js";
import { inWords } from "../../words/inWords.js";
import { parseArguments } from "./arguments.js";
import { type CommandContext, type CommonOptions, contextOn, type Host } from "./context.js";

/** What a command found out or did. */
export interface CommandResult {
  /** What `--json` prints: one object. */
  readonly data: object;
  /** Prints the same for people, on stdout. */
  readonly show?: () => void;
  /** What the program ends with; 0 unless named. */
  readonly exitCode?: number;
  /** Commands that may come next, e.g. `"status --model 1"`; they go where this one went. */
  readonly next?: readonly string[];
}

/** What a command gave back, or why it gave nothing. */
export type CommandEnd =
  { readonly success: true; readonly value: object } | { readonly success: false; readonly error: unknown };

/** Runs a command with its arguments as they were typed, still unchecked. */
export type Command = (given: Record<string, unknown>, host: Host) => Promise<CommandEnd>;

/**
 * Makes a command: checks its arguments, connects, does the work and prints the outcome, data on stdout and talk on stderr.
 * An error is printed in one line with its hint.
 *
 * @param schema Of all its arguments, the common ones included.
 */
export function command<S extends z.ZodType<CommonOptions, z.ZodTypeDef, unknown>>(
  schema: S,
  work: (input: z.output<S>, context: CommandContext) => Promise<CommandResult>,
): Command {
  return async (given, host) => {
    endWithReader();
    let context: CommandContext | undefined;
    try {
      const input = parseArguments(schema, given);
      context = await contextOn(host, input);
      const outcome = await work(input, context);
      if (input.json) printJson(outcome.data);
      else {
        outcome.show?.();
        for (const next of outcome.next ?? []) say(`Next: ${host.run(next)}`);
      }
      if (outcome.exitCode !== undefined && outcome.exitCode !== 0) process.exitCode = outcome.exitCode;
      return { success: true, value: outcome.data };
    } catch (thrown) {
      if (host.speaksFor(thrown)) throw thrown;
      const error = inWords(decodeError(thrown), context?.token, host.run);
      if (error instanceof StakespaceError && error.code === "DECLINED") {
        // A no is an answer, and no error.
        const value = { sent: false };
        if (given["json"] === true) printJson(value);
        else say(error.message);
        return { success: true, value };
      }
      if (given["json"] === true) printJson(errorData(error));
      printError(error);
      return { success: false, error };
    }
  };
}
