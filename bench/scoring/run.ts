import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { generateRound } from "./generate.js";
import { exponent, measure, medianOf, type Measurement } from "./measure.js";
import { sideBySide } from "./sideBySide.js";
import { program, readOptions, runMain, wholeNumber } from "#cli";

const SIZE = 5000;
const SMALLER = [625, 1250, 2500, SIZE];

const CALL = "npm run bench --";

await runMain(async () => {
  const chosen = readOptions(
    program(CALL, "Times the scoring engine on generated rounds with 20 numeric exposures.")
      .option("--json <FILE>", "also write one JSON object with the figures")
      .option("--threads <N>", "threads to use (default: one per core)", wholeNumber("--threads", 1, 1_024, CALL))
      .option(
        "--runs <N>",
        "runs of the full size, of which the median is reported; odd",
        wholeNumber("--runs", 1, 999, CALL),
        3,
      ),
    process.argv.slice(2),
  );
  if (chosen !== undefined) await run(chosen.threads ?? availableParallelism(), chosen.runs, chosen.json);
});

async function run(threads: number, runs: number, json: string | undefined): Promise<void> {
  print(`${SIZE} stocks x ${SIZE} models x 20 exposures, ${threads} threads, median of ${runs} runs`);
  const full = medianOf(await repeat(SIZE, SIZE, threads, runs));
  // Memory of the largest round alone: nothing larger runs before or after.
  const peakMemory = process.resourceUsage().maxRSS / 1024;
  for (const [stage, seconds] of Object.entries(full.stages)) line(stage, seconds);
  line("scores", full.scores, "ranks, CORR, MMC, FNC, closed-form TC");
  line("all", full.all, "and uniqueness");
  line(
    "optimizer 100",
    full.optimizer,
    `scores with optimizer TC: ${(full.optimizer / full.scores).toFixed(1)} x closed form`,
  );
  print(`${"peak memory".padEnd(16)}${peakMemory.toFixed(0).padStart(9)} MB`);

  print(`\nGrowth, time ~ size^exponent over ${SMALLER.join(", ")}`);
  const byRows: Measurement[] = [];
  const byModels: Measurement[] = [];
  for (const size of SMALLER) {
    byRows.push(medianOf(await repeat(size, 1000, threads, 3)));
    byModels.push(medianOf(await repeat(1000, size, threads, 3)));
  }
  const growth = {
    scores_by_stocks: exponent(
      SMALLER,
      byRows.map(({ scores }) => scores),
    ),
    scores_by_models: exponent(
      SMALLER,
      byModels.map(({ scores }) => scores),
    ),
    uniqueness_by_stocks: exponent(
      SMALLER,
      byRows.map(({ stages }) => stages.uniqueness),
    ),
    uniqueness_by_models: exponent(
      SMALLER,
      byModels.map(({ stages }) => stages.uniqueness),
    ),
  };
  for (const [name, value] of Object.entries(growth)) print(`${name.padEnd(24)}${value.toFixed(2)}`);

  print("\nKernels beside plain JavaScript, one thread, 5000 stocks x 640 models");
  const ratios = await sideBySide(SIZE, 640);
  for (const [name, { kernel, plain, ratio }] of Object.entries(ratios)) {
    print(`${name.padEnd(16)}${kernel.toFixed(3)} s, plain ${plain.toFixed(3)} s: ${ratio.toFixed(1)} x`);
  }

  if (json === undefined) return;
  const report = {
    scores_5000x5000_seconds: full.scores,
    all_5000x5000_seconds: full.all,
    optimizer_100_5000x5000_seconds: full.optimizer,
    peak_memory_mb: peakMemory,
    threads,
    stages: full.stages,
    growth,
    plain_javascript: ratios,
  };
  writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
}

async function repeat(rows: number, models: number, threads: number, runs: number): Promise<Measurement[]> {
  const round = generateRound(rows, models);
  const results: Measurement[] = [];
  for (let k = 0; k < runs; k++) results.push(await measure(round, threads, rows === models ? 100 : 1));
  return results;
}

function line(name: string, seconds: number, note = ""): void {
  print(`${name.padEnd(16)}${seconds.toFixed(3).padStart(9)} s  ${note}`.trimEnd());
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
