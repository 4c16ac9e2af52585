import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";

import { scoreOf, survivorsOf, type Survivor } from "./report.js";
import { allMutants, judgeAll, sampleOf } from "./run.js";
import { StakespaceError, toJson } from "#lib";
import { printTable, program, Progress, readOptions, runMain, say, wholeNumber } from "#cli";

const CALL = "npm run test:mutation --";

/** Of the mutants, in percent. */
const LEAST = 95;
const SURVIVORS = new URL("../../../test/dev/mutation/survivors.json", import.meta.url);

function options() {
  const positive = (option: string) => wholeNumber(option, 1, 999_999, CALL);
  return program(CALL, "Changes the contracts in small ways, one at a time, and sees whether a test fails.")
    .option(
      "--sample <N>",
      "how many of the changes to try, chosen at random; all of them: all",
      (text) => (text === "all" ? Infinity : positive("--sample")(text)),
      300,
    )
    .option("--seed <TEXT>", "what the choice depends on", "first")
    .option("--file <PART>", "only contracts whose path contains PART", "")
    .option("--lanes <N>", "how many to judge at once (default: one per core)", positive("--lanes"))
    .option("--json <FILE>", "also write the survivors, each with its reason, to FILE")
    .addHelpText(
      "after",
      `\nExits with 1 when fewer than ${LEAST} % are noticed. Those that no test notices are printed as they are found; the reasons of\nthose that were looked into are in test/dev/mutation/survivors.json.`,
    );
}

await runMain(async () => {
  const chosen = readOptions(options(), process.argv.slice(2));
  if (chosen === undefined) return;
  // The lanes work on copies of the artifacts, those of the Solidity tests included.
  const { status } = spawnSync("hardhat", ["build", "--quiet"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new StakespaceError("The contracts or their tests do not compile.");

  const all = allMutants(chosen.file);
  const sample = sampleOf(all, chosen.sample, chosen.seed);
  if (sample.length === 0) {
    throw new StakespaceError(`No contract's path contains "${chosen.file}".`, {
      code: "USAGE",
      hint: `See ${CALL} --help.`,
    });
  }
  say(`Judging ${sample.length} of ${all.length} mutants, seed ${chosen.seed}.`);
  const progress = new Progress({ label: "Judging", total: sample.length, unit: "mutants" });
  let count = 0;
  const judged = await judgeAll(sample, chosen.lanes ?? availableParallelism(), ({ mutant, verdict }) => {
    progress.advance();
    ++count;
    if (!process.stderr.isTTY && count % 25 === 0) say(`${count} of ${sample.length} judged`);
    const late = verdict.verdict === "killed" && verdict.late;
    if (verdict.verdict !== "survived" && !late) return;
    progress.clear();
    say(`${late ? "did not end" : "survived"}: ${mutant.file}:${mutant.line}  ${mutant.before}  →  ${mutant.after}`);
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
  if (chosen.json !== undefined) writeFileSync(chosen.json, `${toJson(survivors)}\n`);

  const unexplained = survivors.filter(({ reason }) => reason === "").length;
  if (unexplained > 0)
    say(`${unexplained} of the survivors are not in test/dev/mutation/survivors.json: look into them.`);
  if (100 * share < LEAST) {
    throw new StakespaceError(`Only ${(100 * share).toFixed(1)} % of the mutants were noticed, less than ${LEAST} %.`, {
      code: "MUTANTS_SURVIVED",
      hint: `Write tests that notice them. The same mutants again: --sample ${sample.length} --seed ${chosen.seed}.`,
    });
  }
});
