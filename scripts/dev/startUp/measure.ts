import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { StakespaceError } from "#lib";

/** How a command starts: medians of some runs, and the slowest of them; milliseconds. */
export interface StartUp {
  /** From the start of the process to the first byte that it prints, on either output. */
  readonly first: number;
  readonly slowest: number;
  /** Of the processor, user and system, to the end: independent of what else the machine does. */
  readonly processor: number;
  /** The first line that is printed. */
  readonly says: string;
}

type Run = Pick<StartUp, "first" | "processor" | "says">;

/** Writes what the process has cost to its fourth channel, when it ends. */
const METER = `data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>{const{user,system}=process.cpuUsage();writeSync(3,String((user+system)/1000))})`;

/**
 * Runs a line of the command `stakespace` some times.
 *
 * @param program The file to run with Node.
 * @param folder Where it is run, with its settings.
 */
export async function measure(program: string, line: string, folder: string, runs: number): Promise<StartUp> {
  // What is compiled once is kept by Node: nobody meets a program for the first time more than once.
  await runOnce(program, line, folder);
  const all: Run[] = [];
  for (let k = 0; k < runs; ++k) all.push(await runOnce(program, line, folder));
  const firsts = all.map(({ first }) => first);
  return {
    first: middle(firsts),
    slowest: Math.max(...firsts),
    processor: middle(all.map(({ processor }) => processor)),
    says: all[0]!.says,
  };
}

async function runOnce(program: string, line: string, folder: string): Promise<Run> {
  const begin = performance.now();
  const child = spawn(process.execPath, ["--import", METER, program, ...line.split(" ")], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", STAKESPACE_STATE: join(folder, "state") },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let first: number | undefined;
  let printed = "";
  let metered = "";
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on("data", (chunk: Buffer) => {
      first ??= performance.now() - begin;
      printed += chunk.toString();
    });
  }
  child.stdio[3]!.on("data", (chunk: Buffer) => (metered += chunk.toString()));
  await once(child, "close");
  if (first === undefined) {
    throw new StakespaceError(`"${line}" printed nothing.`, { code: "SILENT", hint: "Run it by hand in a folder." });
  }
  return { first, processor: Number(metered), says: printed.split("\n", 1)[0]! };
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
