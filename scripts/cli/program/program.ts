import { Command, CommanderError, Option } from "@commander-js/extra-typings";

import { type Audience, type CommandSpec, optionsOf, withArgument } from "../commands/spec.js";
import { flagOf } from "../commands/support/flag.js";
import { COMMANDS, GROUPS } from "../commands/table.js";
import { errorData, printError } from "../terminal/failure.js";
import { printJson } from "../terminal/output.js";
import { refusalOf } from "../terminal/program.js";

/** What stands above the commands in the help. */
const HEADINGS: Readonly<Record<Audience, string>> = {
  everybody: "For everybody:",
  stakers: "For stakers:",
  owners: "For owners of models:",
  operators: "For operators:",
  guardian: "For guardian and governor:",
  governor: "For guardian and governor:",
  "on your own chain": "On a chain of your own:",
};

const WHERE = `
The node is the one of --rpc-url, --network, STAKESPACE_RPC_URL, STAKESPACE_NETWORK
or stakespace.json, in this order; else the one on this machine. Reading needs no
key. Sending takes the one in STAKESPACE_PRIVATE_KEY, or an account of the node.`;

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
    .helpCommand("help [command]", "show the text of a command")
    .addHelpText("after", WHERE)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  for (const spec of COMMANDS.filter(({ needsHardhat }) => needsHardhat !== true)) {
    const action = (given: Record<string, unknown>) => run(spec, given, around).then((done) => void (code = done));
    const group = groupOf(program, spec);
    const command = commandOf(spec, action);
    if (group === program) command.helpGroup(HEADINGS[spec.audience]);
    group.addCommand(command);
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (thrown) {
    if (thrown instanceof CommanderError && (thrown.exitCode === 0 || thrown.code === "commander.help")) {
      // Asked for, or for want of a command: of the program, or of a group.
      const group = program.commands.find((command) => command.name() === args[0]);
      if (thrown.code === "commander.help") (group ?? program).outputHelp({ error: false });
      return 0;
    }
    fail(thrown instanceof CommanderError ? refusalOf(thrown, "stakespace") : thrown, args);
    return 1;
  }
  return code;
}

/** Where a command is added: a name of two words is a group's and the command's in it. */
function groupOf(program: Command, { audience, name }: CommandSpec): Command {
  const [group, ...rest] = name.split(" ") as [string, ...string[]];
  if (rest.length === 0) return program;
  const known = program.commands.find((command) => command.name() === group);
  if (known !== undefined) return known as Command;
  const made = new Command(group)
    .description(GROUPS[group] ?? "")
    .helpCommand("help [command]", "show the text of a command")
    .helpGroup(HEADINGS[audience])
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
    command.addOption(new Option(flags, description).default(defaultValue));
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
      const whole = { ...notGiven(spec), ...(options as Record<string, unknown>) };
      return action(withArgument(spec, whole, value as string | undefined));
    });
}

/** Flags that are not given; as defaults they would be noise in the help. */
function notGiven(spec: CommandSpec): Record<string, false> {
  const flags = optionsOf(spec).filter(({ flag }) => flag === true);
  return Object.fromEntries(flags.map(({ name }) => [name, false]));
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
