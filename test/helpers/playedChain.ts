/**
 * A chain for the tests of the index: random tournaments of the differential tests, played on a chain in this process that
 * others reach over HTTP. Run by the project's own tsx, in the project's folder. Prints a line of JSON when it is there, and
 * another one after each command that it reads: `play N` rounds; `brief N` rounds of few transactions; `fill MODELS BIDS`, which
 * registers models and bids on them in blocks as full as they get, besides the game, which cannot go on then; `file`, which
 * settles every model and says what the history store files of each closed round, and which the game does not know of either.
 */
import { createInterface } from "node:readline";

import { network } from "hardhat";

import { ChainSide } from "../differential/chain/chainSide.js";
import { Duel } from "../differential/duel/duel.js";
import { Tally } from "../differential/duel/tally.js";
import { firstParameters } from "../differential/player/parameters.js";
import { Player } from "../differential/player/player.js";
import { TwinSide } from "../differential/twin/twinSide.js";
import { serveChain } from "./chainServer.js";
import type { FiledRound } from "./filedRound.js";
import { filedRounds } from "./filedRounds.js";
import { Random } from "#lib";
import { DEFAULT_PARAMETERS } from "#twin";

/** Bids that fit into one transaction. */
const BATCH = 100;

async function serve(): Promise<void> {
  const connection = await network.create({ network: "default", override: { allowBlocksWithSameTimestamp: true } });
  const { ethers, provider } = connection;

  const server = await serveChain({ connection });

  const accounts = (await ethers.getSigners()).slice(4, 10).map(({ address }) => address);
  const parameters = firstParameters(DEFAULT_PARAMETERS);
  const side = await ChainSide.deploy(connection, parameters, accounts);
  const duel = new Duel(new TwinSide(side.opensAt, parameters), side, accounts, {
    tally: new Tally(),
    everyAction: false,
  });
  const seed = Number(process.env["SEED"] ?? 1);
  const player = new Player(new Random(seed), duel, side.beginsAt, {
    actionsPerRound: 14,
    maxModels: 10,
    scarceTreasury: true,
  });
  await player.begin(4);

  const space = await ethers.getContractAt("StakeSpace", side.address);
  const [registry, oracle] = await Promise.all([space.registry(), space.oracle()]);
  const lens = await (await ethers.deployContract("StakeSpaceLens")).getAddress();
  const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  say({
    rpc: server.url,
    accounts,
    record: { chainId: 31_337, fromBlock: 0, addresses: { registry, oracle, space: side.address, lens } },
  });

  /** Plays rounds in which little happens, so that they fit into the blocks that a chain may still take back. */
  async function playBriefly(rounds: number): Promise<void> {
    const { timestamp } = (await ethers.provider.getBlock("latest"))!;
    const options = { actionsPerRound: 1, maxModels: 10, scarceTreasury: false };
    const brief = new Player(new Random(`brief ${timestamp}`), duel, timestamp, options);
    for (let round = 0; round < rounds; round++) await brief.playRound();
  }

  /** Transactions, many to a block. */
  async function postAll(transactions: readonly { from: string; to: string; data: string }[], perBlock: number) {
    await provider.request({ method: "evm_setAutomine", params: [false] });
    for (let first = 0; first < transactions.length; first += perBlock) {
      for (const transaction of transactions.slice(first, first + perBlock)) {
        await provider.request({ method: "eth_sendTransaction", params: [{ ...transaction, gas: "0xfe0000" }] });
      }
      await provider.request({ method: "evm_mine" });
    }
    await provider.request({ method: "evm_setAutomine", params: [true] });
  }

  /** Registers models and bids on them, `BATCH` bids to a transaction. */
  async function fill(models: number, bids: number): Promise<void> {
    const from = accounts[0]!;
    const to = side.address;
    const before = Number(await (await ethers.getContractAt("ModelRegistry", registry)).modelCount());
    const { interface: registering } = await ethers.getContractAt("ModelRegistry", registry);
    const registrations = Array.from({ length: models }, (_, i) => ({
      from,
      to: registry,
      data: registering.encodeFunctionData("register", [`many-${i}`, "", 2n ** 128n]),
    }));
    await postAll(registrations, 1);
    const all = Array.from({ length: bids }, (_, i) =>
      space.interface.encodeFunctionData("bid", [before + 1 + (i % models), (i * 7) % 128, 10n ** 19n, from]),
    );
    const calls = Array.from({ length: Math.ceil(bids / BATCH) }, (_, i) => ({
      from,
      to,
      data: space.interface.encodeFunctionData("multicall", [all.slice(i * BATCH, (i + 1) * BATCH)]),
    }));
    await postAll(calls, 1);
  }

  /** What the history store files. */
  async function file(): Promise<FiledRound[]> {
    const [token, manager] = await Promise.all([space.token(), space.authority()]);
    return filedRounds(connection, { token, manager, registry, oracle, space: side.address, lens });
  }

  for await (const line of createInterface({ input: process.stdin })) {
    const [command, count, more] = line.split(" ");
    let filed: FiledRound[] | undefined;
    if (command === "play") for (let round = 0; round < Number(count); round++) await player.playRound();
    else if (command === "brief") await playBriefly(Number(count));
    else if (command === "fill") await fill(Number(count), Number(more));
    else if (command === "file") filed = await file();
    else if (command === "stop") break;
    else throw new Error(`unknown command ${line}`);
    say({ block: await ethers.provider.getBlockNumber(), filed });
  }
  await server.close();
  await connection.close();
}

// The runner of the tests loads every file that lies here.
if (process.argv[1] === import.meta.filename) await serve();
