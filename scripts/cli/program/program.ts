import { Command, CommanderError, Option } from "@commander-js/extra-typings";

import { type CommandSpec, optionsOf, withArgument } from "../commands/spec.js";
import { flagOf } from "../commands/support/flag.js";
import { COMMANDS, GROUPS } from "../commands/table.js";
import { errorData, printError } from "../terminal/failure.js";
import { printJson } from "../terminal/output.js";
import { refusalOf } from "../terminal/program.js";

/** Where the program runs. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
}

/** The command `stakespace`: what `npx hardhat` has and does not need Hardhat for. Never throws; gives the exit code. */
export async function runProgram(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await runCommand(args, around);
  } catch (thrown) {
    // A defect; its stack is for who asks for it.
    fail(thrown, args);
    return 1;
  }
}

async function runCommand(args: readonly string[], around: Surroundings): Promise<number> {
  let code = 0;
  const program = new Command("stakespace")
    .description("Stake on models of a prediction tournament, and rent out the stake space of yours.")
    .helpOption("-h, --help", "show this text")
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  for (const spec of COMMANDS.filter(({ needsHardhat }) => needsHardhat !== true)) {
    const action = (given: Record<string, unknown>) => run(spec, given, around).then((done) => void (code = done));
    groupOf(program, spec).addCommand(commandOf(spec, action));
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (thrown) {
    if (thrown instanceof CommanderError && (thrown.exitCode === 0 || thrown.code === "commander.help")) {
      // Asked for, or for want of a command.
      if (thrown.code === "commander.help") program.outputHelp({ error: false });
      return 0;
    }
    fail(thrown instanceof CommanderError ? refusalOf(thrown, "stakespace") : thrown, args);
    return 1;
  }
  return code;
}

/** Where a command is added: a name of two words is a group's and the command's in it. */
function groupOf(program: Command, { name }: CommandSpec): Command {
  const [group, ...rest] = name.split(" ") as [string, ...string[]];
  if (rest.length === 0) return program;
  const known = program.commands.find((command) => command.name() === group);
  if (known !== undefined) return known as Command;
  const made = new Command(group)
    .description(GROUPS[group] ?? "")
    .helpOption("-h, --help", "show this text")
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  program.addCommand(made);
  return made;
}

function commandOf(spec: CommandSpec, action: (given: Record<string, unknown>) => Promise<void>): Command {
  const command = new Command(spec.name.split(" ").at(-1))
    .description(spec.description)
    .helpOption("-h, --help", "show this text");
  for (const { name, description, flag, defaultValue } of optionsOf(spec)) {
    const flags = `${flagOf(name)}${flag === true ? "" : " <value>"}`;
    const option = new Option(flags, description);
    command.addOption(flag === true ? option.default(false, "no") : option.default(defaultValue));
  }
  if (spec.argument !== undefined) command.argument(`[${spec.argument}]`, `The same as --${spec.argument}`);
  return command
    .option("--trace", "Show where an error came from")
    .option("--network <name>", "A network of stakespace.json, or localhost; STAKESPACE_NETWORK unless named")
    .option("--rpc-url <url>", "The node to talk to; STAKESPACE_RPC_URL unless named")
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .action((...given) => {
      const [value, options] = spec.argument === undefined ? [undefined, given[0]] : given;
      return action(withArgument(spec, options as Record<string, unknown>, value as string | undefined));
    });
}

async function run(spec: CommandSpec, given: Record<string, unknown>, { env, folder }: Surroundings): Promise<number> {
  // Loaded late: help and a mistyped option need none of it.
  const [{ ownHost }, { default: command }] = await Promise.all([import("./host.js"), spec.load()]);
  const host = ownHost(given, env, folder);
  try {
    const { success } = await command(given, host);
    return success ? 0 : 1;
  } finally {
    host.close();
  }
}

/** Prints an error; with `--json` as the one object, too. */
function fail(error: unknown, args: readonly string[]): void {
  if (args.includes("--json")) printJson(errorData(error));
  printError(error);
}
