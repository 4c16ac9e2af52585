import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { StakespaceError, Random } from "#lib";
import { runMain } from "../terminal/main.js";
import { colorsFor, printJson, say, type TextSink } from "../terminal/output.js";
import { DEFAULT_ORACLE_CONFIG } from "#oracle";
import { inWords } from "../words/inWords.js";
import { LiveLine } from "../terminal/liveLine.js";
import { program, readOptions, wholeNumber } from "../terminal/program.js";

const CALL = "npm start --";

function options() {
  return program(
    CALL,
    "Plays a whole tournament on a chain in this process: bids, clearing, the oracle with real signatures, settlement.",
  )
    .option(
      "--data <DIR>",
      "play recorded rounds: a folder with models.csv and round-01, round-02 ... (default: an invented market of 500 stocks, with 100 models of 40 accounts)",
    )
    .option(
      "--rounds <N>",
      "how many rounds (default: 12 invented ones, or all that are recorded)",
      wholeNumber("--rounds", 1, 9_999, CALL),
    )
    .option("--seed <TEXT>", "another seed gives other players' decisions and another invented market", "1")
    .option(
      "--json",
      "print one JSON object instead of tables; amounts in the token's smallest unit (npm start -s -- --json: without npm's own lines before it)",
    )
    .addHelpText("after", "\nThe same options always print the same.");
}

/** Runs the command: data on `out`, talk on `talk`. */
export async function start(args: readonly string[], out: TextSink, talk: TextSink): Promise<void> {
  const chosen = readOptions(options(), args, out);
  if (chosen === undefined) return;
  const workspace = await mkdtemp(join(tmpdir(), "stakespace-"));
  const status = new LiveLine(talk);
  try {
    status.show("… loading");
    // Loaded late, so that --help and a wrong option answer at once.
    const [{ DEFAULT_SIZE, playTournament, recordedTournament, syntheticTournament }, render] = await Promise.all([
      import("#tournament"),
      import("./render.js"),
    ]);
    const random = new Random(chosen.seed);
    const tournament =
      chosen.data === undefined
        ? syntheticTournament(random, workspace, { ...DEFAULT_SIZE, rounds: chosen.rounds ?? DEFAULT_SIZE.rounds })
        : await recordedTournament(chosen.data, chosen.rounds);

    const { accounts, models } = tournament.population;
    const colors = colorsFor(out);
    const print = (text: string): void => {
      status.clear();
      if (chosen.json !== true) out.write(`${text}\n`);
    };
    print(render.renderHeader(tournament.title, accounts.length, models.length, colors));
    const played = await playTournament({
      tournament,
      config: DEFAULT_ORACLE_CONFIG,
      random: random.fork("players"),
      workspace,
      onStep: (step) => status.show(`… ${step}`),
      onRound: (line) => print(render.renderRound(line)),
    });
    print(render.renderSummary(played, colors));
    if (chosen.json === true)
      printJson({ title: tournament.title, ...played, words: render.closingWords(played.findings) }, out);
    if (!render.isExact(played.conservation)) {
      throw new StakespaceError("The books do not balance: this is a defect of the program.", {
        code: "NOT_CONSERVED",
        hint: "Run again with --json and report the numbers under conservation, with the seed.",
      });
    }
  } catch (error) {
    throw inWords(error);
  } finally {
    status.clear();
    await rm(workspace, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  await runMain(async () => {
    const began = performance.now();
    await start(process.argv.slice(2), process.stdout, process.stderr);
    say(`Took ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  });
}
