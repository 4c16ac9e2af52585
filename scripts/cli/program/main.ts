#!/usr/bin/env node
import { Command, CommanderError, Option } from "@commander-js/extra-typings";

import { StakespaceError } from "#lib";
import { type CommandSpec, optionsOf } from "../commands/spec.js";
import { COMMANDS, GROUPS } from "../commands/table.js";
import { printError } from "../terminal/failure.js";
import { endWithReader } from "../terminal/output.js";
import { refusalOf } from "../terminal/program.js";

/** The command `stakespace`: what `npx hardhat` has for stakers and owners, without Hardhat. */
export async function main(args: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command("stakespace")
    .description("Stake on models of a prediction tournament, and rent out the stake space of yours.")
    .helpOption("-h, --help", "show this text")
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  for (const spec of COMMANDS.filter(({ needsHardhat }) => needsHardhat !== true)) {
    groupOf(program, spec).addCommand(commandOf(spec, (given) => run(spec, given).then((done) => void (code = done))));
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (thrown) {
    if (thrown instanceof CommanderError && (thrown.exitCode === 0 || thrown.code === "commander.help")) {
      // Asked for, or for want of a command.
      if (thrown.code === "commander.help") program.outputHelp({ error: false });
      return 0;
    }
    printError(thrown instanceof CommanderError ? refusalOf(thrown, "stakespace") : thrown);
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
    const flags = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}${flag === true ? "" : " <value>"}`;
    const option = new Option(flags, description);
    command.addOption(flag === true ? option.default(false, "no") : option.default(defaultValue));
  }
  return command
    .option("--network <name>", "A network of stakespace.json, or localhost; STAKESPACE_NETWORK unless named")
    .option("--rpc-url <url>", "The node to talk to; STAKESPACE_RPC_URL unless named")
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .action((options) => action(options));
}

async function run(spec: CommandSpec, given: Record<string, unknown>): Promise<number> {
  // Loaded late: help and a mistyped option need none of it.
  const [{ ownHost }, { default: command }] = await Promise.all([import("./host.js"), spec.load()]);
  const host = ownHost(given, process.env, process.cwd());
  try {
    const { success } = await command(given, host);
    return success ? 0 : 1;
  } finally {
    host.close();
  }
}

endWithReader();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  // A defect; its stack is for who asks for it.
  const defect = thrown instanceof Error ? thrown : new Error(String(thrown));
  printError(
    process.argv.includes("--trace")
      ? defect
      : new StakespaceError(`Unexpected: ${defect.message}`, { code: "DEFECT", hint: "Report this." }),
  );
  process.exitCode = 1;
}
