import { StakespaceError } from "#lib";
import type { CommandContext } from "../support/context.js";
import type { CommandResult } from "../support/command.js";
import { WatchEnd } from "./watchEnd.js";

/** What a list that can be watched was asked for. */
export interface WatchWish {
  readonly json: boolean;
  readonly watch: boolean;
  /** Seconds between two looks. */
  readonly every: number;
}

/** Clears a terminal, so that the next picture stands where this one stood. */
const CLEAR = "\u001b[H\u001b[2J\u001b[3J";

/**
 * Shows something once, or with `--watch` again whenever there is a block more, until Ctrl+C.
 *
 * @throws {StakespaceError} `BAD_ARGUMENT` with `--json`, which is one object.
 */
export async function watching(
  { json, watch, every }: WatchWish,
  context: CommandContext,
  look: () => Promise<CommandResult>,
): Promise<CommandResult> {
  if (!watch) return look();
  if (json) {
    throw new StakespaceError("--watch and --json are given.", {
      code: "BAD_ARGUMENT",
      hint: "--json prints exactly one object; ask again for each, or read the events of the index.",
    });
  }
  const end = new WatchEnd(context.interrupts);
  const { provider } = context.connection.ethers;
  let [seen, last]: [number, CommandResult] = [-1, { data: {} }];
  for (; !end.isOver; await end.orAfter(every * 1000)) {
    const block = await provider.getBlockNumber();
    if (block === seen) continue;
    seen = block;
    last = await look();
    if (process.stdout.isTTY) process.stdout.write(CLEAR);
    last.show?.();
  }
  return { data: last.data };
}
