import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

import { scoreOf, survivorsOf, type Survivor } from "./report.js";
import { allMutants, judgeAll, sampleOf } from "./run.js";
import { StakespaceError, toJson } from "#lib";
import { runMain, printTable, say, Progress } from "#cli";

const HELP = `Changes the contracts in small ways, one at a time, and sees whether a test fails.

Usage: npm run test:mutation [-- OPTIONS]

  --sample N   how many of the changes to try, chosen at random (default 200); all of them: all
  --seed TEXT  what the choice depends on (default: first)
  --file PART  only contracts whose path contains PART
  --lanes N    how many to judge at once (default: one per core)
  --json FILE  also write the survivors, each with its reason, to FILE
  --help       show this text

Exits with 1 when fewer than 90 % are noticed. Those that no test notices are printed as they are found; the reasons of
those that were looked into are in test/dev/mutation/survivors.json.`;

const LEAST_SHARE = 0.9;
const SURVIVORS = new URL("../../../test/dev/mutation/survivors.json", import.meta.url);

interface Options {
  readonly sample: number;
  readonly seed: string;
  readonly file: string;
  readonly lanes: number;
  readonly json: string | undefined;
  readonly help: boolean;
}

function parse(): Options {
  const text = { type: "string" } as const;
  const options = { sample: text, seed: text, file: text, lanes: text, json: text, help: { type: "boolean" } } as const;
  try {
    const { values } = parseArgs({ options });
    return {
      sample: values.sample === "all" ? Infinity : positive("--sample", values.sample ?? "200"),
      seed: values.seed ?? "first",
      file: values.file ?? "",
      lanes: positive("--lanes", values.lanes ?? String(availableParallelism())),
      json: values.json,
      help: values.help ?? false,
    };
  } catch (cause) {
    if (cause instanceof StakespaceError) throw cause;
    throw usage((cause as Error).message, cause);
  }
}

function positive(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw usage(`${name} must be a whole number from 1 on, not "${text}".`);
  return Number(text);
}

function usage(message: string, cause?: unknown): StakespaceError {
  return new StakespaceError(message, { code: "USAGE", hint: "See npm run test:mutation -- --help.", cause });
}

await runMain(async () => {
  const options = parse();
  if (options.help) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  // The lanes work on copies of the artifacts, those of the Solidity tests included.
  const { status } = spawnSync("hardhat", ["build", "--quiet"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new StakespaceError("The contracts or their tests do not compile.");

  const all = allMutants(options.file);
  const sample = sampleOf(all, options.sample, options.seed);
  if (sample.length === 0) throw usage(`No contract's path contains "${options.file}".`);
  say(`Judging ${sample.length} of ${all.length} mutants, seed ${options.seed}.`);
  const progress = new Progress({ label: "Judging", total: sample.length, unit: "mutants" });
  let count = 0;
  const judged = await judgeAll(sample, options.lanes, ({ mutant, verdict }) => {
    progress.advance();
    ++count;
    if (!process.stderr.isTTY && count % 25 === 0) say(`${count} of ${sample.length} judged`);
    if (verdict.verdict !== "survived") return;
    progress.clear();
    say(`survived: ${mutant.file}:${mutant.line}  ${mutant.before}  →  ${mutant.after}`);
  });
  progress.clear();

  const files = [...new Set(sample.map(({ file }) => file))].sort();
  const row = (name: string, part: typeof judged): string[] => {
    const { killed, survived, invalid, sameCode, share } = scoreOf(part);
    return [name, ...[killed, survived, invalid, sameCode].map(String), `${(100 * share).toFixed(1)} %`];
  };
  const known = JSON.parse(readFileSync(SURVIVORS, "utf8")) as Survivor[];
  const survivors = survivorsOf(judged, known);
  const { share } = scoreOf(judged);
  const of = (file: string): typeof judged => judged.filter(({ mutant }) => mutant.file === file);
  printTable(
    ["contract", "noticed", "survived", "invalid", "same code", "share"],
    [...files.map((file) => row(file, of(file))), row("all", judged)],
  );
  if (options.json !== undefined) writeFileSync(options.json, `${toJson(survivors)}\n`);

  const unexplained = survivors.filter(({ reason }) => reason === "").length;
  if (unexplained > 0)
    say(`${unexplained} of the survivors are not in test/dev/mutation/survivors.json: look into them.`);
  if (share < LEAST_SHARE) {
    throw new StakespaceError(`Only ${(100 * share).toFixed(1)} % of the mutants were noticed, less than 90 %.`, {
      code: "MUTANTS_SURVIVED",
      hint: `Write tests that notice them. The same mutants again: --sample ${sample.length} --seed ${options.seed}.`,
    });
  }
});
