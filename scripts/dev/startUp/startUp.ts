import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { printTable, program, readOptions, runMain, say, wholeNumber } from "#cli";
import { StakespaceError, toJson } from "#lib";
import { project } from "../web/install.js";
import { Program } from "../web/program.js";
import { LINES } from "./lines.js";
import { measure, type StartUp } from "./measure.js";

const CALL = "npm run bench:start-up --";
/** Milliseconds within which every command says something, on two idle cores. */
const LIMIT = 500;

function options() {
  return program(
    CALL,
    "Measures how long every command of the packed program takes to its first output, on a chain with a tournament.",
  )
    .option("--runs <N>", "runs of each, of which the median counts", wholeNumber("--runs", 1, 99, CALL), 7)
    .option("--rounds <N>", "rounds that were played", wholeNumber("--rounds", 1, 99, CALL), 3)
    .option("--models <N>", "models that play", wholeNumber("--models", 5, 1_000, CALL), 20)
    .option("--json <FILE>", "also write one object, command -> milliseconds, to FILE")
    .option("--built", "take dist as it is, instead of making it")
    .addHelpText(
      "after",
      `\nExits with 1 where one takes ${LIMIT} ms or longer: run it on a machine that does nothing else.`,
    );
}

/** A folder whose settings lead to a chain of its own, for as long as the work takes. */
async function onChain(
  rounds: number,
  models: number,
  work: (folder: string) => Promise<Map<string, StartUp>>,
): Promise<Map<string, StartUp>> {
  const folder = await mkdtemp(join(tmpdir(), "stakespace-start-up-"));
  const size = ["--rounds", `${rounds}`, "--models", `${models}`, "--accounts", "8", "--stocks", "100"];
  const args = ["--import=tsx", join(project, "scripts/dev/web/chain.ts"), ...size];
  const chain = new Program({ name: "the chain", args, cwd: project });
  try {
    const { rpc, record } = JSON.parse(await chain.line()) as { rpc: string; record: { addresses: object } };
    const networks = { played: { rpcUrl: rpc, addresses: record.addresses } };
    await writeFile(join(folder, "stakespace.json"), toJson({ network: "played", networks }));
    return await work(folder);
  } finally {
    await chain.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await runMain(async () => {
  const chosen = readOptions(options(), process.argv.slice(2));
  if (chosen === undefined) return;
  if (chosen.built !== true) {
    say("making the package …");
    execFileSync(process.execPath, ["--import=tsx", join(project, "scripts/dev/package/build.ts")], { cwd: project });
  }
  say("playing a tournament …");
  const measured = await onChain(chosen.rounds, chosen.models, async (folder) => {
    const found = new Map<string, StartUp>();
    for (const line of LINES) {
      say(line);
      found.set(line, await measure(join(project, "dist/scripts/cli/program/main.js"), line, folder, chosen.runs));
    }
    return found;
  });
  printTable(
    ["command", "first output ms", "slowest ms", "processor ms", "says"],
    [...measured].map(([line, { first, slowest, processor, says }]) => [
      line.slice(0, 50),
      ...[first, slowest, processor].map((each) => each.toFixed(0)),
      says.slice(0, 60),
    ]),
  );
  if (chosen.json !== undefined) await writeFile(chosen.json, `${toJson(Object.fromEntries(measured))}\n`);
  const late = [...measured].filter(([, { first }]) => first >= LIMIT).map(([line]) => line);
  if (late.length === 0) return;
  throw new StakespaceError(`Nothing was said within ${LIMIT} ms by: ${late.join("; ")}.`, {
    code: "SLOW_START",
    hint: "Is the machine idle? The figures of the processor do not depend on that.",
  });
});
