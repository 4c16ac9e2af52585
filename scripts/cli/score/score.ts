import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { messageOf, StakespaceError } from "#lib";
import { endWithReader, printError } from "../terminal/output.js";
import { progressLine } from "./progressLine.js";
import { scoreFolder } from "./scoreFolder.js";
import { WEIGHT_SCHEMES } from "#weighting";

const HELP = `Scores one round folder off chain and writes one JSON object:
{"models": [{"model", "corr", "mmc", "fnc", "tc", "uniqueness", ...}], "metaModel": {...}}

  npm run -s score -- --round DIR [options]        (-s: without npm's own lines)

  --round DIR      folder with predictions.parquet (or .csv), targets.csv and exposures.csv
  --models FILE    model,account,family,stake_nmr in order of seniority (default: models.csv beside DIR)
  --out FILE       where the JSON goes (default: standard output)
  --scheme NAME    weights of the meta model: ${Object.keys(WEIGHT_SCHEMES).join(", ")} (default: linear)
  --method NAME    how TC is computed: closed-form, optimizer (default: closed-form)
  --threads N      threads to use; they change the time, never the result (default: one below 1,000,000 predictions, else one per core)
  --help           this text
`;

const CLEAR_LINE = "\r\u001b[2K";

/** Runs the command; returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values } = parse(args);
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    if (values.round === undefined) {
      throw new StakespaceError("--round is missing.", { code: "USAGE", hint: "Name a round folder: --round DIR." });
    }
    const scores = await scoreFolder({
      round: values.round,
      ...(values.models === undefined ? {} : { models: values.models }),
      ...(values.scheme === undefined ? {} : { scheme: values.scheme }),
      ...(values.method === undefined ? {} : { method: values.method }),
      ...(values.threads === undefined ? {} : { threads: Number(values.threads) }),
      ...(process.stderr.isTTY ? { onProgress: progressLine(process.stderr) } : {}),
    });
    if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE);
    const json = `${JSON.stringify(scores, null, 2)}\n`;
    if (values.out === undefined) process.stdout.write(json);
    else write(values.out, json);
    return 0;
  } catch (error) {
    if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE);
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

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        round: { type: "string" },
        models: { type: "string" },
        out: { type: "string" },
        scheme: { type: "string" },
        method: { type: "string" },
        threads: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (cause) {
    throw new StakespaceError(messageOf(cause), { code: "USAGE", hint: "See npm run score -- --help.", cause });
  }
}

if (import.meta.main) {
  endWithReader();
  process.exitCode = await main(process.argv.slice(2));
}
