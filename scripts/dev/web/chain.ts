/**
 * A chain with a tournament on it, for the page: plays rounds, then answers JSON-RPC on loopback. Prints a line of JSON when it is
 * there, and another one after each command that it reads from its input (see {@link Director}); ends with its input.
 *
 * `tsx scripts/dev/web/chain.ts [--port 8545] [--rounds 12] [--models 100] [--accounts 40] [--stocks 500] [--seed 1]`
 */
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

import { Random, toJson } from "#lib";
import { DEFAULT_ORACLE_CONFIG } from "#oracle";
import { DEFAULT_SIZE, type LocalChain, playTournament, syntheticTournament } from "#tournament";
import { DAY, DEFAULT_PARAMETERS } from "#twin";
import { serveRpc } from "./rpcServer.js";
import { Director } from "./director.js";

const number = (fallback: number) => ({ type: "string", default: String(fallback) }) as const;
const { values } = parseArgs({
  options: {
    port: number(0),
    rounds: number(DEFAULT_SIZE.rounds),
    models: number(DEFAULT_SIZE.models),
    accounts: number(DEFAULT_SIZE.accounts),
    stocks: number(DEFAULT_SIZE.stocks),
    seed: number(1),
  },
});
const say = (line: unknown): void => void process.stdout.write(`${toJson(line, 0)}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);

const rounds = Number(values.rounds);
const workspace = await mkdtemp(join(tmpdir(), "stakespace-web-"));
const random = new Random(values.seed);
const tournament = syntheticTournament(random, workspace, {
  rounds,
  models: Number(values.models),
  accounts: Number(values.accounts),
  stocks: Number(values.stocks),
});

/** So that the round which is open when all is played has just begun. */
function beginning(): Date {
  const { biddingPeriod, livePeriod, challengePeriod } = DEFAULT_PARAMETERS;
  const length = biddingPeriod + livePeriod + challengePeriod;
  return new Date(Date.now() - (rounds * length + DAY / 24) * 1_000);
}

async function serve(chain: LocalChain): Promise<void> {
  const { deployment, players, operator } = chain;
  const server = await serveRpc(deployment.connection, Number(values.port));
  const director = new Director(chain, workspace, (round) => tournament.folder(round));
  const { chainId, fromBlock, addresses } = deployment;
  say({ rpc: server.url, players, operator, record: { chainId, fromBlock, addresses } });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "stop") break;
    say(await director.perform(line.trim()));
  }
  await server.close();
}

// Ctrl-C reaches every program of a terminal: this one ends when the one that started it says so.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => {
  rmSync(workspace, { recursive: true, force: true });
  process.exit(0);
});
try {
  await playTournament({
    tournament,
    config: DEFAULT_ORACLE_CONFIG,
    random: random.fork("players"),
    workspace,
    genesis: beginning(),
    onRound: ({ round }) => note(`round ${round} of ${rounds} is settled`),
    onPlayed: serve,
  });
} finally {
  await rm(workspace, { recursive: true, force: true });
}
