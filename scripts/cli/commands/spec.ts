import { StakespaceError } from "#lib";
import type { Command } from "./support/command.js";
import { flagOf } from "./support/flag.js";

/** An option of a command. */
export interface OptionSpec {
  /** As the command gets it, e.g. `"fromTick"`; people type `--from-tick`. */
  readonly name: string;
  readonly description: string;
  /** Given or not, without a value. */
  readonly flag?: true;
  /** Where it is left out. */
  readonly defaultValue?: string;
}

/** Whom a command is for. */
export type Audience = "everybody" | "stakers" | "owners" | "operators" | "guardian" | "governor" | "on your own chain";

/** A command, before anything of it is loaded. */
export interface CommandSpec {
  readonly audience: Audience;
  /** One word, or two for a command of a group. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionSpec[];
  /** The option that may also stand behind the command's name without its own: `bid momentum-7`. */
  readonly argument?: string;
  /** Whether it sends transactions, so that it asks before and takes a sender. */
  readonly sends: boolean;
  /** Whether it makes a plan of its transactions before it sends any, so that it can show the plan alone. */
  readonly plans?: true;
  /** Where it can only run inside Hardhat. */
  readonly needsHardhat?: true;
  load(): Promise<{ readonly default: Command }>;
}

/** A line of a table whose commands are all for the same people. */
export type CommandEntry = Omit<CommandSpec, "audience">;

/** The commands of a table. */
export function commandsFor(audience: Audience, entries: readonly CommandEntry[]): readonly CommandSpec[] {
  return entries.map((entry) => ({ ...entry, audience }));
}

/** What every command takes. */
export const READING: readonly OptionSpec[] = [
  { name: "json", description: "Print exactly one JSON object; amounts in the token's smallest unit", flag: true },
  { name: "deployment", description: "Name of the deployment's folder, if not chain-<chain id>" },
];
/** What every command takes that sends. */
export const SENDING: readonly OptionSpec[] = [
  ...READING,
  { name: "yes", description: "Send at once, instead of showing what will happen and asking", flag: true },
  {
    name: "from",
    description: "Account to send from: its place on the node, from 0, or its address",
    defaultValue: "0",
  },
];
/** What every command takes that makes a plan first. */
export const PLANNING: readonly OptionSpec[] = [
  ...SENDING,
  { name: "dryRun", description: "Try it and show what would happen, and send nothing", flag: true },
  {
    name: "patience",
    description: "How long to wait for a transaction before its fee is raised, e.g. 90s",
    defaultValue: "60s",
  },
];

/** All options of a command, its own first. */
export function optionsOf({ sends, plans, options }: CommandSpec): readonly OptionSpec[] {
  return [...options, ...(plans === true ? PLANNING : sends ? SENDING : READING)];
}

/** The name of an argument where options have names of their own. */
export function positionOf(argument: string): string {
  return `the${argument.charAt(0).toUpperCase()}${argument.slice(1)}`;
}

/**
 * What a command was given, with its argument where the option of the same meaning goes.
 *
 * @throws {StakespaceError} `BAD_ARGUMENT` where both are given.
 */
export function withArgument(
  { argument }: CommandSpec,
  given: Readonly<Record<string, unknown>>,
  value: string | undefined,
): Record<string, unknown> {
  if (argument === undefined || value === undefined) return { ...given };
  if (given[argument] !== undefined) {
    throw new StakespaceError(`Both "${value}" and ${flagOf(argument)} are given.`, {
      code: "BAD_ARGUMENT",
      hint: `Name the ${argument} once.`,
    });
  }
  return { ...given, [argument]: value };
}
