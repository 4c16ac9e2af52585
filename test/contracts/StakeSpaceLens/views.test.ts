import { expect } from "chai";

import type { StakeSpaceLens } from "../../../typechain-types/index.js";
import {
  bidFor,
  booked,
  deploy,
  ethers,
  fieldsOf,
  loadFixture,
  newName,
  positionId,
  SHARES,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { closeRound, GAIN, LOSS } from "../../helpers/contractsReports.js";

type LensWorld = World & { readonly lens: StakeSpaceLens };

/** {@link booked}, with model 2 of carol's, on which she has 50 tokens at tick 0. */
async function twoModels(): Promise<LensWorld> {
  const world = await booked();
  await world.registry.connect(world.carol).register(newName(), "", ethers.MaxUint256);
  await bidFor(world, world.carol, 2, 0, tokens(50));
  return { ...world, lens: await deploy("StakeSpaceLens") };
}

/** {@link twoModels}, with round 1 reported and nothing settled. */
async function reported(): Promise<LensWorld> {
  const world = await twoModels();
  await closeRound(world, [GAIN, LOSS]);
  return world;
}

describe("StakeSpaceLens views", () => {
  describe("model", () => {
    it("it should be the model's owner, status and quote with its pools, highest tick first", async () => {
      const { lens, space, owner } = await loadFixture(twoModels);
      const view = await lens.model(space, 1);
      expect([view.modelId, view.owner, view.name, view.account]).to.deep.equal([
        1n,
        owner.address,
        "model-1",
        owner.address,
      ]);
      expect(view.status).to.deep.equal(await space.modelStatus(1));
      expect(view.quote).to.deep.equal(await space.quote(1));
      expect(view.pools.map(fieldsOf)).to.deep.equal([
        { tick: 16n, rate: 32n, assets: tokens(60), shares: tokens(60) * SHARES, filled: tokens(60) },
        { tick: 1n, rate: 17n, assets: tokens(60), shares: tokens(60) * SHARES, filled: tokens(40) },
      ]);
    });

    it("it should answer as if the model were settled", async () => {
      const { lens, space } = await loadFixture(reported);
      const { pools, status } = await lens.model(space, 1);
      expect(pools.map(({ assets }) => assets)).to.deep.equal([tokens("61.1898"), tokens("60.7932")]);
      expect([status.rent, status.settledThrough]).to.deep.equal([tokens("0.0153"), 0n]);
    });

    it("it should have the zero address as owner and no pools for an id that was not registered", async () => {
      const { lens, space } = await loadFixture(twoModels);
      for (const modelId of [0n, 3n, ethers.MaxUint256]) {
        const view = await lens.model(space, modelId);
        expect([view.name, view.account]).to.deep.equal(["", ethers.ZeroAddress]);
        expect([view.owner, view.pools.length, view.quote.limit]).to.deep.equal([ethers.ZeroAddress, 0, 0n]);
      }
    });
  });

  describe("models", () => {
    it("it should be each model in the order asked for", async () => {
      const { lens, space, owner, carol } = await loadFixture(twoModels);
      const views = await lens.models(space, [2, 1]);
      expect(views.map(({ modelId, owner: of }) => [modelId, of])).to.deep.equal([
        [2n, carol.address],
        [1n, owner.address],
      ]);
    });

    it("it should be empty when none is asked for", async () => {
      const { lens, space } = await loadFixture(twoModels);
      expect(await lens.models(space, [])).to.deep.equal([]);
    });
  });

  describe("filledStakes", () => {
    it("it should be what each model has at risk, and the sum", async () => {
      const { lens, space } = await loadFixture(twoModels);
      const { filled, total } = await lens.filledStakes(space, [1, 2, 3]);
      expect([...filled]).to.deep.equal([tokens(100), tokens(50), 0n]);
      expect(total).to.equal(tokens(150));
    });
  });

  describe("positions", () => {
    it("it should be the holder's positions with their part of what is filled", async () => {
      const { lens, space, alice, bob, carol } = await loadFixture(twoModels);
      await bidFor({ space }, carol, 1, 1, tokens(60));
      await space.connect(alice).transfer(bob, positionId(1, 16), tokens(15) * SHARES);
      // 40 of the 120 at tick 1 are filled, half of them bob's.
      const found = await lens.positions(space, bob, [2, 1]);
      expect(found.map(fieldsOf)).to.deep.equal([
        { modelId: 1n, tick: 16n, shares: tokens(15) * SHARES, assets: tokens(15), filled: tokens(15) },
        { modelId: 1n, tick: 1n, shares: tokens(60) * SHARES, assets: tokens(60), filled: tokens(20) },
      ]);
    });

    it("it should answer as if the models were settled", async () => {
      const { lens, space, carol } = await loadFixture(reported);
      const found = await lens.positions(space, carol, [1, 2]);
      expect(found.map(({ modelId, assets }) => [modelId, assets])).to.deep.equal([[2n, tokens("48.5")]]);
    });

    it("it should leave out whom and what has none", async () => {
      const { lens, space, stranger } = await loadFixture(twoModels);
      expect(await lens.positions(space, stranger, [1, 2, 3, ethers.MaxUint256])).to.deep.equal([]);
    });

    describe("given a pool has shares and no assets left", () => {
      it("it should be worth nothing and fill nothing", async () => {
        const { lens, space, carol, stranger } = await loadFixture(reported);
        // After a loss a share is worth less than its virtual assets: the last but one takes them all.
        await space.connect(carol).transfer(stranger, positionId(2, 0), 1);
        await space.connect(carol).withdraw(2, 0, tokens(50) * SHARES - 1n, carol, carol);
        expect(await space.pool(2, 0)).to.deep.equal([0n, 1n, 0n]);
        const found = await lens.positions(space, stranger, [2]);
        expect(found.map(fieldsOf)).to.deep.equal([{ modelId: 2n, tick: 0n, shares: 1n, assets: 0n, filled: 0n }]);
      });
    });
  });
});
