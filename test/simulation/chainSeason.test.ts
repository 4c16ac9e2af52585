import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import { TwinMarket, parametersOf } from "../../scripts/simulation/markets/twinMarket.js";
import type { MarketAction } from "../../scripts/simulation/markets/actions.js";
import { STAKESPACE } from "../../scripts/simulation/rules/index.js";
import { spaceRule } from "../../scripts/simulation/rules/space/spaceRule.js";
import { latentWorld } from "../../scripts/simulation/worlds/latent.js";
import { ALL_SHARES, UNLIMITED } from "#twin";
import type { Action } from "../differential/actions.js";
import { ChainSide } from "../differential/chain/chainSide.js";
import { Duel } from "../differential/duel/duel.js";
import { Tally } from "../differential/duel/tally.js";
import { TwinSide } from "../differential/twin/twinSide.js";

const connection = await network.create({ network: "default", override: { allowBlocksWithSameTimestamp: true } });

const MODELS = 16;
const ROUNDS = 24;

describe("simulation: Stakespace's season on a chain", function () {
  this.timeout(600_000);

  it("S1, C1, T1: every limit, pool, position, rent and reserve of a whole season is the chain's, to the wei", async () => {
    const world = latentWorld("chain season", { models: MODELS, rounds: ROUNDS, lateShare: 0.3 });
    const signers = await connection.ethers.getSigners();
    const players = world.accounts.map((_, index) => signers[index + 1]?.address ?? "");
    expect(players, "each account of the world has an address of its own").to.not.include("");
    const parameters = parametersOf(STAKESPACE.terms);
    const chain = await ChainSide.deploy(connection, parameters, players);
    const { opensAt, beginsAt } = chain;

    let market: TwinMarket | undefined;
    const rule = spaceRule(STAKESPACE, (played, terms) => {
      market = new TwinMarket(played.space.count, terms, { opensAt, beginsAt, record: true });
      return market;
    });
    const outcomes = [...rule.play({ world, seed: "chain season", metric: "corr" })];
    expect(outcomes).to.have.length(ROUNDS);
    const { log, space } = market!;

    const duel = new Duel(new TwinSide(opensAt, parameters), chain, players, {
      tally: new Tally(),
      everyAction: false,
    });
    const done = new Map<string, number>();
    for (const step of log) {
      const action = actionOf(step, (account) => players[Math.max(0, account)]!);
      await duel.perform(action, step.now);
      done.set(step.kind, (done.get(step.kind) ?? 0) + 1);
      if (step.kind === "settle") await duel.compare();
    }
    for (const kind of [
      "register",
      "bid",
      "withdraw",
      "setReserve",
      "collectRent",
      "lock",
      "report",
      "close",
      "settle",
    ]) {
      expect(done.get(kind) ?? 0, `${kind} happened`).to.be.above(0);
    }
    // The twin of the duel, which the chain was held against, is where the simulator's is: accounts have other names only.
    expect(duel.space.accounts).to.deep.equal(space.accounts);
    for (let modelId = 1; modelId <= space.globals.modelCount; modelId++) {
      expect(duel.space.limit(modelId), `limit of model ${modelId}`).to.equal(space.limit(modelId));
      expect(duel.space.quote(modelId), `book of model ${modelId}`).to.deep.equal(space.quote(modelId));
    }
  });
});

function actionOf(step: MarketAction, addressOf: (account: number) => string): Action {
  switch (step.kind) {
    case "fund":
      return { kind: "fundTreasury", caller: addressOf(0), assets: step.assets };
    case "register":
      return { kind: "register", caller: addressOf(step.account), name: step.name, maxFee: UNLIMITED };
    case "bid": {
      const caller = addressOf(step.account);
      return { kind: "bid", caller, modelId: step.modelId, tick: step.tick, assets: step.assets, receiver: caller };
    }
    case "withdraw": {
      const caller = addressOf(step.account);
      const { modelId, tick } = step;
      return { kind: "withdraw", caller, modelId, tick, shares: ALL_SHARES, receiver: caller, owner: caller };
    }
    case "setReserve":
      return { kind: "setReserve", caller: addressOf(step.account), modelId: step.modelId, tick: step.tick };
    case "collectRent":
      return { kind: "collectRent", caller: addressOf(step.account), modelId: step.modelId };
    case "lock":
      // Before its lock a quorum seals the round's submissions: here any root will do.
      return { kind: "seal", caller: addressOf(0), round: step.round, root: rootOf(step.round) };
    case "report": {
      const { round } = step.report;
      const report = { ...step.report, predictionsRoot: rootOf(round), digest: id(`digest ${round}`) };
      return { kind: "propose", caller: addressOf(0), report };
    }
    case "close":
      return { kind: "finalize", caller: addressOf(0), round: step.round };
    case "settle":
      return { kind: "settleAll", caller: addressOf(0), modelIds: step.modelIds };
  }
}

function rootOf(round: number): string {
  return id(`submissions of round ${round}`);
}
