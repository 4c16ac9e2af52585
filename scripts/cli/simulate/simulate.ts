import { availableParallelism } from "node:os";

import { StakespaceError } from "#lib";
import {
  chosenShard,
  dataVerdict,
  FULL,
  merged,
  QUICK,
  readTournament,
  run,
  SWEEP,
  sweepVerdictOf,
  verdictOf,
  writeDataVerdict,
  writeSweep,
  writeVerdict,
  type Scale,
  type Shard,
  type SimulationVerdict,
} from "#simulation";

import { runMain } from "../terminal/main.js";
import { say } from "../terminal/output.js";
import { program, readOptions, wholeNumber } from "../terminal/program.js";
import { Progress } from "../terminal/progress.js";

const CALL = "npm run simulate --";

function options() {
  return program(
    CALL,
    "Plays every rule of stakes in worlds where skill lasts more or less, and answers the claims about them.",
  )
    .requiredOption("--out <DIR>", "folder for verdict.json, report.html, CSV and one Parquet file a shard")
    .option("--quick", "small worlds, eight runs: under two minutes on two cores (default: under an hour)")
    .option("--shard <i/n>", "only this part of the work, one Parquet file; merge puts the parts together")
    .option("--shards <n>", "as --shard, the part's number from JOB_COMPLETION_INDEX or SLURM_ARRAY_TASK_ID")
    .option("--data <DIR>", "instead: what each rule would have done to your own tournament.csv or tournament.parquet")
    .option(
      "--lag <N>",
      "with --data: rounds until a round's scores are out (default: 1)",
      wholeNumber("--lag", 1, 100, CALL),
    )
    .option(
      "--threads <N>",
      "threads to use; they change the time, never the result",
      wholeNumber("--threads", 1, 256, CALL),
    )
    .addHelpText(
      "after",
      `
What was finished before a run was stopped is not played again. The same seeds give the same bytes.

Put the parts of --shard together, in any order, and write verdict and report:
  npm run simulate -- merge --out DIR [--quick]

Try what the limit rule could have been, in worlds of its own (two minutes on two cores), also in parts:
  npm run simulate -- sweep --out DIR`,
    );
}

/** Runs the command. */
export async function main(args: readonly string[]): Promise<void> {
  const isSweep = args[0] === "sweep";
  const rest = isSweep ? args.slice(1) : args;
  const isMerge = rest[0] === "merge";
  const chosen = readOptions(options(), isMerge ? rest.slice(1) : rest);
  if (chosen === undefined) return;
  const { out, quick, data, lag = 1, threads = availableParallelism(), ...parts } = chosen;
  if (data !== undefined) {
    for (const file of writeDataVerdict(out, dataVerdict(await readTournament(data), lag))) say(file);
    return;
  }
  if (isSweep && quick === true) {
    throw new StakespaceError("A sweep has one size: --quick is none of its options.", {
      code: "USAGE",
      hint: `${CALL} sweep --out ${out}`,
    });
  }
  const scale = isSweep ? SWEEP : quick === true ? QUICK : FULL;
  const shard = isMerge ? undefined : chosenShard(parts, process.env);
  if (isMerge && (parts.shard ?? parts.shards) !== undefined) {
    throw new StakespaceError("merge puts all parts together; --shard names one.", {
      code: "USAGE",
      hint: `${CALL} ${isSweep ? "sweep " : ""}merge --out ${out}`,
    });
  }
  if (!isMerge) await play(out, scale, threads, shard);
  if (shard !== undefined) return;
  const observations = await merged(out, scale);
  if (isSweep) for (const file of writeSweep(out, sweepVerdictOf(observations, SWEEP.sweep))) say(file);
  else finish(out, verdictOf(observations, scale));
}

async function play(out: string, scale: Scale, threads: number, shard: Shard | undefined): Promise<void> {
  let progress: Progress | undefined;
  const jobs = await run({
    out,
    scale,
    threads,
    shard,
    onProgress: (done, total) => {
      progress ??= new Progress({ label: "Simulating", total, unit: "seasons and claims" });
      if (done > 0) progress.advance();
    },
  });
  progress?.clear();
  say(jobs === 0 ? "Everything had been played before." : `Played ${jobs} seasons and claims.`);
}

function finish(out: string, verdict: SimulationVerdict): void {
  const files = writeVerdict(out, verdict);
  for (const { says, value, needed, holds } of Object.values(verdict.targets)) {
    say(`${holds ? "met   " : "MISSED"} ${says}: ${value.toFixed(2)} (target ${needed})`);
  }
  for (const file of files) say(file);
}

if (import.meta.main) await runMain(() => main(process.argv.slice(2)));
