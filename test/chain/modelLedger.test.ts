import { expect } from "chai";
import { network } from "hardhat";

import {
  addressesOn,
  type Addresses,
  type Deployment,
  ModelLedger,
  openDeployment,
  readModelIds,
  readModelViews,
  readRoundView,
} from "#chain";
import { Random } from "#lib";
import { DEFAULT_PARAMETERS } from "#twin";

import { openPast, type Past } from "../../scripts/cli/commands/views/past.js";
import { holdersOf } from "../../scripts/cli/commands/views/holders.js";
import { ChainSide } from "../differential/chain/chainSide.js";
import { Duel } from "../differential/duel/duel.js";
import { Tally } from "../differential/duel/tally.js";
import { firstParameters } from "../differential/player/parameters.js";
import { Player } from "../differential/player/player.js";
import { TwinSide } from "../differential/twin/twinSide.js";

/** Rounds that are played: enough for gains, losses, moves, transfers and withdrawals of everybody. */
const ROUNDS = 12;

describe("the ledger of a model, against a chain on which a tournament was played", function () {
  this.timeout(300_000);
  let deployment: Deployment;
  let past: Past;
  let ids: number[];
  let accounts: string[];

  before(async () => {
    const connection = await network.create({ network: "default", override: { allowBlocksWithSameTimestamp: true } });
    const { ethers } = connection;
    accounts = (await ethers.getSigners()).slice(4, 10).map(({ address }) => address);
    const parameters = firstParameters(DEFAULT_PARAMETERS);
    const side = await ChainSide.deploy(connection, parameters, accounts);
    const duel = new Duel(new TwinSide(side.opensAt, parameters), side, accounts, {
      tally: new Tally(),
      everyAction: false,
    });
    const options = { actionsPerRound: 20, maxModels: 5, scarceTreasury: false };
    const player = new Player(new Random("ledger"), duel, side.beginsAt, options);
    await player.begin(4);
    for (let round = 0; round < ROUNDS; ++round) await player.playRound();

    const space = await ethers.getContractAt("StakeSpace", side.address);
    const [registry, oracle, token] = await Promise.all([space.registry(), space.oracle(), space.token()]);
    const lens = await (await ethers.deployContract("StakeSpaceLens")).getAddress();
    const addresses: Addresses = { ...addressesOn(31_337), registry, oracle, token, lens, space: side.address };
    deployment = openDeployment(connection, {
      chainId: 31_337,
      network: "default",
      fromBlock: 0,
      addresses,
      token: { symbol: "STAKE", decimals: 18 },
      testToken: true,
    });
    const [first] = await ethers.getSigners();
    ids = await readModelIds(deployment);
    const through = (await readRoundView(deployment)).round - 1;
    for (const id of ids) {
      // Whatever is behind is settled, so that the book stands as the events tell.
      for (let left = through; left > 0; left -= 16)
        await deployment.as(first!).space["settle(uint256,uint256)"](id, 16);
    }
    past = await openPast(deployment);
  });

  const read = (id: number): Promise<ModelLedger> =>
    ModelLedger.read(deployment, id, past.through, (round) => past.returnOf(id, round));

  it("has every pool as the contract has it, to the wei", async () => {
    const views = await readModelViews(deployment, ids);
    let compared = 0;
    for (const view of views) {
      const { pools } = await read(view.model);
      const found = [...pools]
        .sort(([a], [b]) => b - a)
        .map(([tick, { assets, shares }]) => ({ tick, assets, shares }));
      const expected = view.pools.map(({ tick, assets, shares }) => ({ tick, assets, shares }));
      expect(found, `model ${view.model}`).to.deep.equal(expected);
      compared += found.length;
    }
    expect(past.reported.length).to.be.greaterThan(3);
    expect(compared).to.be.greaterThan(10);
  });

  it("knows who holds what, and accounts for every token that came in", async () => {
    let [gains, rents, holders] = [0n, 0n, 0];
    for (const view of await readModelViews(deployment, ids)) {
      const ledger = await read(view.model);
      for (const { holder, ticks } of holdersOf(ledger, view)) {
        for (const tick of ticks) {
          const held = await deployment.contracts.space.balanceOf(holder, (BigInt(view.model) << 8n) | BigInt(tick));
          expect(ledger.stakes.get(holder)!.shares.get(tick)).to.equal(held);
        }
        holders += 1;
      }
      const settled = (await Promise.all(past.reported.map((round) => past.settledIn(round)))).flat();
      const own = settled.filter(({ model }) => model === view.model);
      const result = own.reduce((sum, { gain, burn, rent }) => sum + gain - burn - rent, 0n);
      const stakes = [...ledger.stakes.values()];
      const net = stakes.reduce((sum, { paidIn, takenOut }) => sum + paidIn - takenOut, 0n);
      const assets = view.pools.reduce((sum, pool) => sum + pool.assets, 0n);
      // What is left in a pool that empties, a few wei, is burned; nobody took it out.
      const apart = net + result - assets;
      expect(apart >= 0n && apart < 10_000n, `model ${view.model}: ${apart}`).to.equal(true);
      const paid = stakes.reduce((sum, { rent }) => sum + rent, 0n);
      const rent = own.reduce((sum, each) => sum + each.rent, 0n);
      expect(paid <= rent && rent - paid < 10_000n, `rent of ${view.model}: ${paid} of ${rent}`).to.equal(true);
      gains += result < 0n ? -result : result;
      rents += rent;
    }
    expect([gains > 0n, rents > 0n, holders > 4]).to.deep.equal([true, true, true]);
  });
});
