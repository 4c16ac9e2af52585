import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { messageOf, StakespaceError, Random } from "#lib";
import { runMain } from "../terminal/main.js";
import { colorsFor, printJson, say, type TextSink } from "../terminal/output.js";
import { DEFAULT_ORACLE_CONFIG } from "#oracle";
import { inWords } from "../words/errorWords.js";
import { StatusLine } from "./statusLine.js";

const HELP = `Plays a whole tournament on a chain in this process: bids, clearing, the oracle with real signatures, settlement.

  npm start -- [options]

  --data DIR    play recorded rounds: a folder with models.csv and round-01, round-02 ... (default: an invented market
                of 500 stocks, with 100 models of 40 accounts)
  --rounds N    how many rounds (default: 12 invented ones, or all that are recorded)
  --seed TEXT   another seed gives other players' decisions and another invented market (default: 1)
  --json        print one JSON object instead of tables; amounts in the token's smallest unit
                (npm start -s -- --json: without npm's own lines before it)
  --help        this text

The same options always print the same.
`;

/** Runs the command: data on `out`, talk on `talk`. */
export async function start(args: readonly string[], out: TextSink, talk: TextSink): Promise<void> {
  const options = parse(args);
  if (options.help) {
    out.write(HELP);
    return;
  }
  const workspace = await mkdtemp(join(tmpdir(), "stakespace-"));
  const status = new StatusLine(talk);
  try {
    status.show("loading");
    // Loaded late, so that --help and a wrong option answer at once.
    const [{ DEFAULT_SIZE, playTournament, recordedTournament, syntheticTournament }, render] = await Promise.all([
      import("#tournament"),
      import("./render.js"),
    ]);
    const random = new Random(options.seed);
    const tournament =
      options.data === undefined
        ? syntheticTournament(random, workspace, { ...DEFAULT_SIZE, rounds: options.rounds ?? DEFAULT_SIZE.rounds })
        : await recordedTournament(options.data, options.rounds);

    const { accounts, models } = tournament.population;
    const colors = colorsFor(out);
    const print = (text: string): void => {
      status.clear();
      if (!options.json) out.write(`${text}\n`);
    };
    print(render.renderHeader(tournament.title, accounts.length, models.length, colors));
    const played = await playTournament({
      tournament,
      config: DEFAULT_ORACLE_CONFIG,
      random: random.fork("players"),
      workspace,
      onStep: (step) => status.show(step),
      onRound: (line) => print(render.renderRound(line)),
    });
    print(render.renderSummary(played, colors));
    if (options.json) printJson({ title: tournament.title, ...played }, out);
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

interface Options {
  readonly data: string | undefined;
  readonly rounds: number | undefined;
  readonly seed: string;
  readonly json: boolean;
  readonly help: boolean;
}

function parse(args: readonly string[]): Options {
  const { rounds, ...values } = parseOptions(args);
  if (rounds !== undefined && !/^[1-9]\d{0,3}$/.test(rounds)) {
    throw new StakespaceError(`--rounds "${rounds}": expected a whole number from 1 to 9999.`, {
      code: "USAGE",
      hint: "See npm start -- --help.",
    });
  }
  return { ...values, data: values.data, rounds: rounds === undefined ? undefined : Number(rounds) };
}

function parseOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: "string" },
        rounds: { type: "string" },
        seed: { type: "string", default: "1" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (cause) {
    throw new StakespaceError(messageOf(cause), { code: "USAGE", hint: "See npm start -- --help.", cause });
  }
}

if (import.meta.main) {
  await runMain(async () => {
    const began = performance.now();
    await start(process.argv.slice(2), process.stdout, process.stderr);
    say(`Took ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  });
}
