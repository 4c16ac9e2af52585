import { expect } from "chai";
import { network } from "hardhat";

import { DEFAULT_PARAMETERS } from "#twin";
import { Random } from "#lib";
import { ChainSide } from "./chain/chainSide.js";
import { Duel } from "./duel/duel.js";
import { Tally } from "./duel/tally.js";
import { firstParameters } from "./player/parameters.js";
import { Player } from "./player/player.js";
import { TwinSide } from "./twin/twinSide.js";

/**
 * The contracts against the twin: random tournaments, every action's answer and after every round all state compared.
 *
 * DEEP=1 plays 2,400 rounds from seeds of the day. DIFFERENTIAL_ROUNDS sets how many rounds are played, DIFFERENTIAL_SEED
 * the first game's seed; a failure names the one to replay its game with. DIFFERENTIAL_EVERY_ACTION=1 compares all state
 * after every action, which finds the first that goes wrong.
 */
const ROUNDS_PER_GAME = 50;

const deep = process.env["DEEP"] === "1";
const rounds = Number(process.env["DIFFERENTIAL_ROUNDS"] ?? (deep ? 2_400 : 200));
const firstSeed = Number(process.env["DIFFERENTIAL_SEED"] ?? (deep ? Math.floor(Date.now() / 1_000) : 1));
const everyAction = process.env["DIFFERENTIAL_EVERY_ACTION"] === "1";
const games = Math.ceil(rounds / ROUNDS_PER_GAME);

const connection = await network.create({ network: "default", override: { allowBlocksWithSameTimestamp: true } });

async function play(seed: number, tally: Tally): Promise<void> {
  const signers = await connection.ethers.getSigners();
  const accounts = signers.slice(4, 10).map(({ address }) => address);
  const parameters = firstParameters(DEFAULT_PARAMETERS);
  const chain = await ChainSide.deploy(connection, parameters, accounts);
  const duel = new Duel(new TwinSide(chain.opensAt, parameters), chain, accounts, { tally, everyAction });
  const options = { actionsPerRound: 14, maxModels: 10, scarceTreasury: true };
  const player = new Player(new Random(seed), duel, chain.beginsAt, options);
  await player.begin(4);
  await duel.compare();
  for (let round = 0; round < Math.min(rounds, ROUNDS_PER_GAME); ++round) {
    await player.playRound();
    await duel.compare();
  }
  await player.leaveAll();
  await duel.compare();
  const { held, treasury, stakedModels } = duel.space.accounts;
  expect({ held, stakedModels }, "E1: everybody left").to.deep.equal({ held: treasury, stakedModels: 0 });
}

describe("differential: StakeSpace and its twin", function () {
  const tally = new Tally();
  this.timeout(600_000);
  let snapshot: unknown;

  // Each game starts from the same chain, alone or after others.
  beforeEach(async () => {
    snapshot = await connection.provider.request({ method: "evm_snapshot", params: [] });
  });

  afterEach(async () => {
    await connection.provider.request({ method: "evm_revert", params: [snapshot] });
  });

  for (let game = 0; game < games; ++game) {
    const seed = firstSeed + game;
    it(`S1, C1, T1, T2, E1: agree on every wei and every refusal, seed ${seed}`, async () => {
      try {
        await play(seed, tally);
      } catch (error) {
        if (error instanceof Error) {
          error.message += `\nReplay with DIFFERENTIAL_SEED=${seed} DIFFERENTIAL_ROUNDS=${Math.min(rounds, ROUNDS_PER_GAME)}`;
        }
        throw error;
      }
    });
  }

  it("did and was refused everything there is to do", function () {
    if (games < 4) {
      this.test!.title += " (skipped: a replay of few games need not meet everything)";
      this.skip();
    }
    if (deep) process.stdout.write(`${tally.lines().join("\n")}\n`);
    const never = (counts: ReadonlyMap<string, number>, keys: readonly string[]): string[] =>
      keys.filter((key) => (counts.get(key) ?? 0) === 0);
    expect(never(tally.refusals, [...tally.refusals.keys()]), "refusals never met").to.deep.equal([]);
    expect(never(tally.done, EVERYTHING), "actions never done").to.deep.equal([]);
    expect(never(tally.refused, REFUSABLE), "actions never refused").to.deep.equal([]);
    expect(never(tally.events, EVENTS), "events that never happened").to.deep.equal([]);
  });
});

const EVERYTHING = [
  ...[
    "bid",
    "withdraw",
    "move",
    "transfer",
    "transferFrom",
    "approve",
    "setOperator",
    "register",
    "accept",
    "accept",
    "transferModel",
  ],
  ...[
    "setReserve",
    "collectRent",
    "settleAll",
    "settle",
    "flushBurned",
    "fundTreasury",
    "seal",
    "seal",
    "requireRound",
    "propose",
    "veto",
    "finalize",
  ],
  ...[
    "expireRound",
    "resume",
    "resumeByQuorum",
    "requireRound",
    "queueParameters",
    "queueTreasuryWithdrawal",
    "setPaused",
  ],
];

const REFUSABLE = EVERYTHING.filter((kind) => !["approve", "setOperator", "flushBurned", "setPaused"].includes(kind));

const EVENTS = ["Reported", "Expired", "recess", "new parameters", "settled late"];
