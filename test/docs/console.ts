import { ArgumentType } from "hardhat/types/arguments";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { type Arguments, run } from "../cli/tasks/runner.js";

/** A command as a page shows it, and what it says comes out. */
export interface Shown {
  readonly command: string;
  /** Lines in order; `…` stands for any number of others. */
  readonly lines: readonly string[];
}

/** The commands of a page's blocks of `console`: after `$`, with what they print below. */
export function shownIn(page: string): Shown[] {
  return [...page.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block]) =>
    block!
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command, ...lines] = part.trimEnd().split("\n");
        return { command: command!, lines: lines.filter((line) => line.trim() !== "") };
      }),
  );
}

/** The lines of a page's blocks of `sh`, which people copy, with what the block of `text` behind them says comes out. */
export function copiedIn(page: string): { readonly commands: readonly string[]; readonly lines: readonly string[] }[] {
  return [...page.matchAll(/^```sh\n([\s\S]*?)^```$(?:\n\n```text\n([\s\S]*?)^```$)?/gm)].map(
    ([, copied, printed]) => ({
      commands: copied!.trimEnd().split("\n"),
      lines: printed?.trimEnd().split("\n") ?? [],
    }),
  );
}

/** Runs `npx hardhat …` in this process, as a newcomer does who copies it; gives all that is printed. */
export async function perform(hre: HardhatRuntimeEnvironment, command: string): Promise<string> {
  const words = command.split(" ");
  if (words[0] !== "npx" || words[1] !== "hardhat") throw new Error(`"${command}" is no command of Hardhat.`);
  const path = words.slice(2, words[2] === "oracle" ? 4 : 3);
  const task = hre.tasks.getTask(path);
  const given: Arguments = {};
  const positional = [...task.positionalArguments];
  const rest = words.slice(2 + path.length);
  while (rest.length > 0) {
    const word = rest.shift()!;
    if (!word.startsWith("--")) {
      given[positional.shift()!.name] = word;
      continue;
    }
    const name = word.slice(2).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const option = task.options.get(name);
    if (option === undefined) throw new Error(`"${command}": there is no ${word}.`);
    given[name] = option.type === ArgumentType.FLAG ? true : rest.shift()!;
  }
  const { stdout, stderr, error } = await run(hre, path.join(" "), given);
  if (error !== undefined) throw new Error(`"${command}" failed: ${error.message}`, { cause: error });
  // As in a terminal: talk goes before what was found out.
  return stderr + stdout;
}

/** What a line of a page stands for: `…` in it is anything that differs each time. */
const pattern = (line: string): RegExp =>
  new RegExp(`^${line.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`).replaceAll("…", ".+")}$`);

/** The lines of a page that are not printed, in their order. */
export function missing({ lines }: Pick<Shown, "lines">, printed: string): string[] {
  const said = printed.split("\n").map((line) => line.trimEnd());
  let from = 0;
  return lines
    .filter((line) => line !== "…")
    .filter((line) => {
      const at = said.findIndex((one, place) => place >= from && pattern(line).test(one));
      if (at >= 0) from = at + 1;
      return at < 0;
    });
}
