import type { Command } from "./support/command.js";

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

/** A command, before anything of it is loaded. */
export interface CommandSpec {
  /** One word, or two for a command of a group. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionSpec[];
  /** Whether it sends transactions, so that it asks before and takes a sender. */
  readonly sends: boolean;
  /** Where it can only run inside Hardhat. */
  readonly needsHardhat?: true;
  load(): Promise<{ readonly default: Command }>;
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

/** All options of a command. */
export function optionsOf({ sends, options }: CommandSpec): readonly OptionSpec[] {
  return [...(sends ? SENDING : READING), ...options];
}
