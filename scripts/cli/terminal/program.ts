import { Command, CommanderError, type OptionValues } from "@commander-js/extra-typings";

import { StakespaceError } from "#lib";
import type { TextSink } from "./output.js";

/**
 * A program that npm runs, without options yet; they are added with commander's `option`.
 *
 * @param call How people call it, e.g. `"npm run score --"`.
 * @param description What it does: the first lines of its help.
 *
 * @example
 * import { program, readOptions } from "#cli";
 *
 * const command = program("npm run bench --", "Measures the scoring engine.").option("--models <n>", "how many models");
 * const options = readOptions(command, ["--models", "40"]);
 * options?.models; // => "40"
 */
export function program(call: string, description: string): Command {
  return new Command(call)
    .description(description)
    .usage("[options]")
    .helpOption("-h, --help", "show this text")
    .allowExcessArguments(false)
    .exitOverride();
}

/**
 * Reads a program's options.
 *
 * @param out Where its help goes.
 * @returns Undefined when it was asked for its help, which is then shown.
 * @throws {StakespaceError} `USAGE` for an option that is not one, or that lacks its value, with the nearest there is.
 *
 * @example
 * import { program, readOptions } from "#cli";
 *
 * const command = program("npm run bench --", "Measures the scoring engine.").option("--json", "prints JSON");
 * const options = readOptions(command, ["--json"]);
 * options?.json; // => true
 */
export function readOptions<Options extends OptionValues>(
  command: Command<[], Options>,
  args: readonly string[],
  out: TextSink = process.stdout,
): Options | undefined {
  command.configureOutput({ writeOut: (text) => out.write(text), writeErr: () => undefined });
  try {
    return command.parse(args, { from: "user" }).opts();
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return undefined;
    throw refusalOf(thrown, command.name());
  }
}

/** What is wrong with the arguments of a program, in this project's words. */
export function refusalOf(thrown: CommanderError, call: string): StakespaceError {
  const [what = "", suggestion] = thrown.message.replace(/^error: /, "").split("\n", 2);
  return new StakespaceError(`${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.$/, "")}.`, {
    code: "USAGE",
    hint: `${suggestion === undefined ? "" : `${suggestion.slice(1, -1)} `}See ${call} --help.`,
    cause: thrown,
  });
}

/**
 * Reads the value of an option that is a whole number.
 *
 * @param call The program's, whose help has more.
 * @throws {StakespaceError} `USAGE`, with both ends of the range.
 *
 * @example
 * import { wholeNumber } from "#cli";
 *
 * const read = wholeNumber("--models", 1, 5000, "npm run bench --");
 * read("40"); // => 40
 */
export function wholeNumber(option: string, least: number, most: number, call: string): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
    throw new StakespaceError(`${option} "${text}": expected a whole number from ${least} to ${most}.`, {
      code: "USAGE",
      hint: `See ${call} --help.`,
    });
  };
}
