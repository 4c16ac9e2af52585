import { existsSync } from "node:fs";

import { StakespaceError } from "#lib";

import { performAll } from "./pool.js";
import { plan } from "./play.js";
import { planHash } from "./planHash.js";
import { jobsOf, type Shard } from "./shard.js";
import { readShard, shardFiles, shardPath, writeShard } from "./shardFile.js";
import { compareObservations, type Observation, type Scale } from "./types.js";

/** Parts an undivided run is done in: what was finished before it was stopped is not done again. */
const PARTS = 32;

export interface RunOptions {
  readonly out: string;
  readonly scale: Scale;
  readonly threads: number;
  /** Only this part of the work; undefined: all of it. */
  readonly shard?: Shard | undefined;
  /** Told how many jobs there are to do, and then of each that is done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Plays what is still missing of a run, or of its shard, and writes one Parquet file a shard. @returns jobs done.
 *
 * @example
 * import { QUICK, run } from "#simulation";
 *
 * await run({ out: "results", scale: QUICK, threads: 2, shard: { index: 0, of: 16 } });
 */
export async function run(options: RunOptions): Promise<number> {
  const { out, scale, threads, shard, onProgress } = options;
  const jobs = plan(scale);
  const hash = planHash(scale, jobs);
  const shards = shard === undefined ? Array.from({ length: PARTS }, (_, index) => ({ index, of: PARTS })) : [shard];
  const open: { readonly path: string; left: number; readonly found: Observation[] }[] = [];
  const tasks: { readonly job: (typeof jobs)[number]; readonly part: number }[] = [];
  for (const one of shards) {
    const path = shardPath(out, one);
    const own = jobsOf(jobs, one);
    if (own.length === 0 || (await isDone(path, hash))) continue;
    const part = open.push({ path, left: own.length, found: [] }) - 1;
    tasks.push(...own.map((job) => ({ job, part })));
  }
  let done = 0;
  onProgress?.(0, tasks.length);
  await performAll(
    tasks.map(({ job }) => job),
    scale,
    threads,
    (index, observations) => {
      const part = open[tasks[index]!.part]!;
      part.found.push(...observations);
      part.left -= 1;
      if (part.left === 0) writeShard(part.path, part.found, hash);
      done += 1;
      onProgress?.(done, tasks.length);
    },
  );
  return tasks.length;
}

/**
 * All observations of a run, whatever shards they come in and in whatever order those were written.
 *
 * @throws {StakespaceError} `SHARD` where one belongs to another plan, two contradict each other, or jobs are missing.
 *
 * @example
 * import { merged, QUICK } from "#simulation";
 *
 * const observations = await merged("results", QUICK);
 */
export async function merged(out: string, scale: Scale): Promise<Observation[]> {
  const jobs = plan(scale);
  const hash = planHash(scale, jobs);
  const files = shardFiles(out);
  const known = new Map<string, Observation>();
  for (const file of files) {
    const { plan: found, observations } = await readShard(file);
    if (found !== hash) {
      throw new StakespaceError(`${file} belongs to another run than this one.`, {
        code: "SHARD",
        hint: "Merge with the options the shards were made with (--quick or not), or use another folder.",
      });
    }
    for (const observation of observations) take(known, observation, file);
  }
  const have = new Set([...known.values()].map((one) => jobKey(one)));
  const missing = jobs.filter((job) => !have.has(jobKey(job)));
  if (missing.length > 0) {
    const { experiment, subject, dial, run: number } = missing[0]!;
    throw new StakespaceError(
      `${missing.length} of ${jobs.length} runs are missing in ${out}, the first: ${experiment}, ${subject}, ${dial}, run ${number}.`,
      {
        code: "SHARD",
        hint: "Run the missing shards, or the command without --shard: only what is missing is played.",
      },
    );
  }
  return [...known.values()].sort(compareObservations);
}

function take(known: Map<string, Observation>, observation: Observation, file: string): void {
  const key = `${jobKey(observation)} ${observation.measure}`;
  const before = known.get(key);
  if (before !== undefined && !Object.is(before.value, observation.value)) {
    throw new StakespaceError(`${file} says ${observation.value} where another shard says ${before.value}: ${key}.`, {
      code: "SHARD",
      hint: "Shards of different versions of the program are mixed: delete them and run again.",
    });
  }
  known.set(key, observation);
}

function jobKey({ experiment, subject, dial, run: number }: Omit<Observation, "measure" | "value">): string {
  return `${experiment} ${subject} ${dial} ${number}`;
}

async function isDone(path: string, hash: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  return (await readShard(path)).plan === hash;
}
