import { writeFileSync } from "node:fs";
import { messageOf, StakespaceError } from "#lib";
import { printError } from "../terminal/failure.js";
import { endWithReader } from "../terminal/output.js";
import { program, readOptions } from "../terminal/program.js";
import { stageProgress } from "./stageProgress.js";
import { scoreFolder } from "./scoreFolder.js";
import { WEIGHT_SCHEMES } from "#weighting";

function options() {
  return program("npm run score --", "Scores one round folder off chain and writes one JSON object.")
    .option("--round <DIR>", "folder with predictions.parquet (or .csv), targets.csv and exposures.csv")
    .option(
      "--models <FILE>",
      "model,account,family,stake_nmr in order of seniority (default: models.csv beside the round)",
    )
    .option("--out <FILE>", "where the JSON goes (default: standard output)")
    .option("--scheme <NAME>", `weights of the meta model: ${Object.keys(WEIGHT_SCHEMES).join(", ")} (default: linear)`)
    .option("--method <NAME>", "how TC is computed: closed-form, optimizer (default: closed-form)")
    .option(
      "--threads <N>",
      "threads to use; they change the time, never the result (default: one below 1,000,000 predictions, else one per core)",
      Number,
    )
    .addHelpText(
      "after",
      '\nThe object: {"models": [{"model", "corr", "mmc", "fnc", "tc", "uniqueness", ...}], "metaModel": {...}}\nWithout npm\'s own lines: npm run -s score -- --round DIR',
    );
}

/** Runs the command; returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const progress = stageProgress(process.stderr);
  try {
    const chosen = readOptions(options(), args);
    if (chosen === undefined) return 0;
    const { round, models, scheme, method, threads, out } = chosen;
    if (round === undefined) {
      throw new StakespaceError("--round is missing.", { code: "USAGE", hint: "Name a round folder: --round DIR." });
    }
    const scores = await scoreFolder({
      round,
      ...(models === undefined ? {} : { models }),
      ...(scheme === undefined ? {} : { scheme }),
      ...(method === undefined ? {} : { method }),
      ...(threads === undefined ? {} : { threads }),
      onProgress: progress.report,
    });
    progress.clear();
    const json = `${JSON.stringify(scores, null, 2)}\n`;
    if (out === undefined) process.stdout.write(json);
    else write(out, json);
    return 0;
  } catch (error) {
    progress.clear();
    printError(error);
    return 1;
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new StakespaceError(`--out "${file}" cannot be written: ${messageOf(cause)}.`, {
      code: "USAGE",
      hint: "Name a file in a folder that is there.",
      cause,
    });
  }
}

if (import.meta.main) {
  endWithReader();
  process.exitCode = await main(process.argv.slice(2));
}
