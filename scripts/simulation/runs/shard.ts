import { StakespaceError } from "#lib";

import type { Job } from "./types.js";

/** One of `of` equal parts of the work. `index` from 0. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** The most parts there may be. */
const MOST = 10_000;

/** Where a scheduler says which part this is; Kubernetes counts from 0, Slurm from wherever the array begins. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Which part of the work to do: `--shard i/n`, or `--shards n` with the part's number from `JOB_COMPLETION_INDEX` (Kubernetes)
 * or `SLURM_ARRAY_TASK_ID` (Slurm, which also says how many there are). Undefined: all of it.
 *
 * `i` counts modulo `n`, so that parts 1 to n and parts 0 to n - 1 both are all parts.
 *
 * @throws {StakespaceError} `USAGE`
 *
 * @example
 * import { chosenShard } from "#simulation";
 *
 * chosenShard({ shard: "3/16" }, {}); // => { index: 3, of: 16 }
 * chosenShard({ shards: "16" }, { JOB_COMPLETION_INDEX: "0" }); // => { index: 0, of: 16 }
 */
export function chosenShard(
  options: { readonly shard?: string | undefined; readonly shards?: string | undefined },
  env: Environment,
): Shard | undefined {
  if (options.shard !== undefined) return parseShard(options.shard);
  const task = env["SLURM_ARRAY_TASK_ID"];
  const count = options.shards ?? (task === undefined ? undefined : env["SLURM_ARRAY_TASK_COUNT"]);
  if (env["JOB_COMPLETION_INDEX"] !== undefined && count === undefined) {
    throw usage(
      "JOB_COMPLETION_INDEX is set, and nothing says how many parts there are.",
      "Add --shards n, the job's completions.",
    );
  }
  if (count === undefined) return undefined;
  const of = parseCount(count, "--shards");
  const index = env["JOB_COMPLETION_INDEX"] ?? (task === undefined ? undefined : placeInArray(task, env));
  if (index === undefined) {
    throw usage(
      `--shards ${count} says how many parts there are, not which one this is.`,
      "Say --shard i/n, or run it where JOB_COMPLETION_INDEX or SLURM_ARRAY_TASK_ID is set.",
    );
  }
  const place = parseIndex(index);
  if (place > of) {
    throw usage(
      `This is part ${place}, and --shards says that there are ${of}.`,
      "Say how many parts the job array has.",
    );
  }
  return { index: place % of, of };
}

/** The place of a task in Slurm's array, from 0: `--array=1-16`, `0-30:2`. Lists of numbers have gaps, and are found out above. */
function placeInArray(task: string, env: Environment): string {
  const [first, step] = [Number(env["SLURM_ARRAY_TASK_MIN"] ?? 0), Number(env["SLURM_ARRAY_TASK_STEP"] ?? 1)];
  return String((Number(task) - first) / step);
}

/** The jobs of a part: every n-th, so that parts take about the same time. */
export function jobsOf(jobs: readonly Job[], shard: Shard): Job[] {
  return jobs.filter((_, position) => position % shard.of === shard.index);
}

/** `shard-003-of-016`. */
export function nameOf({ index, of }: Shard): string {
  const digits = Math.max(3, String(of).length);
  return `shard-${String(index).padStart(digits, "0")}-of-${String(of).padStart(digits, "0")}`;
}

function parseShard(text: string): Shard {
  const parts = text.split("/");
  if (parts.length !== 2)
    throw usage(`--shard is "${text}", expected i/n.`, "For the third of sixteen parts: --shard 3/16.");
  const of = parseCount(parts[1]!, "--shard");
  const index = parseIndex(parts[0]!);
  if (index > of) throw usage(`--shard is "${text}": part ${index} of ${of}.`, `Parts go from 1 to ${of}.`);
  return { index: index % of, of };
}

function parseCount(text: string, option: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MOST) return count;
  throw usage(`${option} names "${text}" parts, expected 1 to ${MOST}.`, "For sixteen parts: --shards 16.");
}

function parseIndex(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw usage(`The part is "${text}", expected a whole number.`, "For the third of sixteen parts: --shard 3/16.");
}

function usage(message: string, hint: string): StakespaceError {
  return new StakespaceError(message, { code: "USAGE", hint });
}
