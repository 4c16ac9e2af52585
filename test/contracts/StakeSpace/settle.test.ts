import { expect } from "chai";

import { DEFAULT_PARAMETERS } from "../../../scripts/twin/parameters.js";
import {
  bidFor,
  booked,
  ethers,
  expire,
  loadFixture,
  missRounds,
  newName,
  opened,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { ABSENT, closeRound, GAIN, LOSS } from "../../helpers/contractsReports.js";

/** {@link booked}, with model 2 beside it, on which carol has 50 tokens at tick 0. */
async function twoModels(): Promise<World> {
  const world = await booked();
  await world.registry.connect(world.owner).register(newName(), "", ethers.MaxUint256);
  await bidFor(world, world.carol, 2, 0, tokens(50));
  return world;
}

const settle = async ({ space }: World, modelIds: number[]) => space["settle(uint256[])"](modelIds);

describe("StakeSpace.settle(uint256[])", () => {
  describe("when no model is named", () => {
    it("it should do nothing", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      const before = await world.space.accounts();
      await expect(settle(world, [])).not.to.emit(world.space, "ModelSettled");
      expect(await world.space.accounts()).to.deep.equal(before);
    });
  });

  describe("when a model was never registered", () => {
    it("it should revert with UnknownModel", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      await expect(settle(world, [1, 2]))
        .to.be.revertedWithCustomError(world.space, "UnknownModel")
        .withArgs(2);
    });
  });

  describe("given a model is settled", () => {
    it("it should skip it", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      await settle(world, [1]);
      await expect(settle(world, [1])).not.to.emit(world.space, "ModelSettled");
    });
  });

  describe("when a model is named twice", () => {
    it("it should settle it once", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      await settle(world, [1, 1]);
      expect((await world.space.pool(1, 16)).assets).to.equal(tokens("61.1898"));
    });
  });

  describe("given a model without stake", () => {
    it("it should give it the base of the last reported round and nothing earned", async () => {
      const world = await loadFixture(opened);
      await closeRound(world, [GAIN]);
      await closeRound(world, [{ ...GAIN, baseShare: 2_500 }]);
      await expire(world);
      await expect(settle(world, [1])).not.to.emit(world.space, "ModelSettled");
      const { base, earned, settledThrough } = await world.space.modelStatus(1);
      expect([base, earned, settledThrough]).to.deep.equal([tokens(250), 0n, 3n]);
    });

    it("it should leave it a newcomer where the sheet leaves it out", async () => {
      const world = await loadFixture(booked);
      await world.registry.connect(world.owner).register(newName(), "", ethers.MaxUint256);
      await closeRound(world, [GAIN]);
      await settle(world, [2]);
      const { base, earned, settledThrough } = await world.space.modelStatus(2);
      expect([base, earned, settledThrough]).to.deep.equal([tokens(100), 0n, 1n]);
    });

    it("it should leave it a newcomer while no round was reported", async () => {
      const world = await loadFixture(opened);
      await expire(world);
      await settle(world, [1]);
      const { base, settledThrough } = await world.space.modelStatus(1);
      expect([base, settledThrough]).to.deep.equal([tokens(100), 1n]);
    });
  });

  describe("given the round expired", () => {
    it("it should change neither pools, rent nor limit", async () => {
      const world = await loadFixture(booked);
      await expire(world);
      await expect(settle(world, [1])).not.to.emit(world.space, "ModelSettled");
      expect((await world.space.pool(1, 16)).assets).to.equal(tokens(60));
      const { base, earned, rent, settledThrough } = await world.space.modelStatus(1);
      expect([base, earned, rent, settledThrough]).to.deep.equal([tokens(100), 0n, 0n, 1n]);
    });
  });

  describe("given the model scored above zero", () => {
    it("it should pay gains to the filled stake out of the reserve", async () => {
      const world = await loadFixture(booked);
      const { space } = world;
      await closeRound(world, [GAIN]);
      expect((await space.accounts()).treasury).to.equal(tokens("997.6"));
      await settle(world, [1]);
      // 60 + 1.2 gain - 0.0102 rent; of bob's 60 only 40 were filled: 60 + 0.8 - 0.0068.
      expect((await space.pool(1, 16)).assets).to.equal(tokens("61.1898"));
      expect((await space.pool(1, 1)).assets).to.equal(tokens("60.7932"));
      expect((await space.roundRecord(1)).reserve).to.equal(0);
      // What was set aside for idle stake comes back, with the fee of a tenth of the rent.
      expect((await space.accounts()).treasury).to.equal(tokens("998.0017"));
    });
  });

  describe("given the model scored below zero", () => {
    it("it should burn of the filled stake", async () => {
      const world = await loadFixture(booked);
      const { space } = world;
      await closeRound(world, [LOSS]);
      await settle(world, [1]);
      expect((await space.pool(1, 16)).assets).to.equal(tokens("58.1898"));
      expect((await space.pool(1, 1)).assets).to.equal(tokens("58.7932"));
      const { burned, treasury } = await space.accounts();
      expect(burned).to.equal(tokens(3));
      expect(treasury).to.equal(tokens("1000.0017"));
    });
  });

  describe("when the score is above the largest the report names", () => {
    it("it should pay as for the largest", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN], { maxScore: 1_000 });
      await settle(world, [1]);
      // 60 + 1 % - 0.0102.
      expect((await world.space.pool(1, 16)).assets).to.equal(tokens("60.5898"));
    });
  });

  describe("when the gain is above returnClip", () => {
    it("it should pay returnClip", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [{ ...GAIN, score: 32_767 }]);
      await settle(world, [1]);
      // 60 + 5 % - 0.0102.
      expect((await world.space.pool(1, 16)).assets).to.equal(tokens("62.9898"));
      expect((await world.space.roundRecord(1)).reserve).to.equal(0);
    });
  });

  describe("when the loss is above returnClip", () => {
    it("it should burn returnClip", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [{ ...LOSS, score: -32_768 }]);
      await settle(world, [1]);
      // 60 - 5 % - 0.0102, and 5 % of the 100 that were filled.
      expect((await world.space.pool(1, 16)).assets).to.equal(tokens("56.9898"));
      expect((await world.space.accounts()).burned).to.equal(tokens(5));
    });
  });

  describe("when the payout factor or the account weight is below 1", () => {
    it("it should scale gains and losses by both", async () => {
      const world = await loadFixture(booked);
      const payoutFactor = tokens("0.8");
      await closeRound(world, [{ ...GAIN, weight: 5_000 }], { payoutFactor });
      await settle(world, [1]);
      // 0.8 * (0.5 + 0.5 * 0.5) * 2 % = 1.2 %.
      expect((await world.space.pool(1, 16)).assets).to.equal(tokens("60.7098"));
      await closeRound(world, [{ ...LOSS, weight: 0 }], { payoutFactor });
      await settle(world, [1]);
      // 0.8 * 0.5 * 3 % = 1.2 %, and no rent where space is left.
      expect((await world.space.pool(1, 16)).assets).to.equal(tokens("59.9812824"));
    });
  });

  describe("when account weight and share of the base are above 1", () => {
    it("it should read them as 1", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [{ ...GAIN, weight: 65_535, baseShare: 10_001 }]);
      await settle(world, [1]);
      expect((await world.space.pool(1, 16)).assets).to.equal(tokens("61.1898"));
      expect((await world.space.modelStatus(1)).base).to.equal(tokens(1_000));
    });
  });

  describe("when the growth is beyond tcClip", () => {
    it("it should count as tcClip, either way", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [{ ...ABSENT, baseShare: 10_000, growth: 32_767 }]);
      await settle(world, [1]);
      // 4 * 0.05 * 100; then, with the whole 119.983 filled by 120 of limit, 20 * 0.98 less 23.9966 is nothing.
      expect((await world.space.modelStatus(1)).earned).to.equal(tokens(24));
      await closeRound(world, [{ ...ABSENT, baseShare: 10_000, growth: -32_768 }]);
      await settle(world, [1]);
      expect((await world.space.modelStatus(1)).earned).to.equal(0);
    });
  });

  describe("when the growth is zero", () => {
    it("it should let what was earned decay", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      await closeRound(world, [{ ...GAIN, growth: 0 }]);
      await settle(world, [1]);
      expect((await world.space.modelStatus(1)).earned).to.equal(tokens("7.84"));
    });
  });

  describe("when the growth is below zero", () => {
    it("it should take it from what was earned", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      await closeRound(world, [{ ...GAIN, growth: -100 }]);
      await settle(world, [1]);
      // 4 * 0.98 - 4 * 0.001 * 121.983.
      expect((await world.space.modelStatus(1)).earned).to.equal(tokens("6.864136"));
    });

    it("it should leave the base alone", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [LOSS]);
      await settle(world, [1]);
      const { base, earned } = await world.space.modelStatus(1);
      expect([base, earned]).to.deep.equal([tokens(1_000), 0n]);
    });
  });

  describe("when the limit would grow above maxLimit", () => {
    it("it should stop there", async () => {
      const world = await loadFixture(booked);
      const { space, governor } = world;
      await space.connect(governor).queueParameters({ ...DEFAULT_PARAMETERS, maxLimit: tokens(1_002) });
      await expire(world);
      await closeRound(world, [GAIN]);
      await settle(world, [1]);
      const { base, earned } = await space.modelStatus(1);
      expect([base, earned]).to.deep.equal([tokens(1_000), tokens(2)]);
    });
  });

  describe("given stake was filled", () => {
    it("it should credit the rent less the fee to the model", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [ABSENT]);
      await settle(world, [1]);
      expect((await world.space.modelStatus(1)).rent).to.equal(tokens("0.0153"));
      expect((await world.space.accounts()).rentOwed).to.equal(tokens("0.0153"));
    });

    it("it should move the limit by the stake-weighted growth", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      await settle(world, [1]);
      // 4 * 0.01 * 100 filled tokens.
      const { base, earned } = await world.space.modelStatus(1);
      expect([base, earned]).to.deep.equal([tokens(1_000), tokens(8)]);
    });

    it("it should emit ModelSettled", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      await expect(settle(world, [1]))
        .to.emit(world.space, "ModelSettled")
        .withArgs(1, 1, tokens(100), 17, tokens(2), tokens("0.017"), tokens(1_000), tokens(8));
    });
  });

  describe("given stake was idle", () => {
    it("it should leave it as it was", async () => {
      const world = await loadFixture(booked);
      await bidFor(world, world.carol, 1, 0, tokens(5));
      await closeRound(world, [LOSS]);
      await settle(world, [1]);
      expect(await world.space.pool(1, 0)).to.deep.equal([tokens(5), tokens(5_000_000), tokens(5)]);
    });
  });

  describe("given several rounds are to be settled", () => {
    it("it should settle them in order, each with its own report", async () => {
      const world = await loadFixture(booked);
      const { space } = world;
      await closeRound(world, [GAIN]);
      await expire(world);
      await closeRound(world, [LOSS]);
      const settlement = settle(world, [1]);
      await expect(settlement)
        .to.emit(space, "ModelSettled")
        .withArgs(1, 1, tokens(100), 17, tokens(2), tokens("0.017"), tokens(1_000), tokens(8));
      // All 121.983 tokens find space under 1,004 now, at the reserve tick 0: no rent. 3 % burn; 4 * 0.01 * 121.983 of
      // what was earned, which decayed to 3.92, goes.
      await expect(settlement)
        .to.emit(space, "ModelSettled")
        .withArgs(1, 3, tokens("121.983"), 0, -tokens("3.65949"), 0, tokens(1_000), 0);
      expect((await space.modelStatus(1)).settledThrough).to.equal(3);
    });
  });

  describe("given a model is more than 16 rounds behind", () => {
    it("it should settle all of them", async () => {
      const world = await loadFixture(booked);
      await missRounds(world, 18);
      await settle(world, [1]);
      expect((await world.space.modelStatus(1)).settledThrough).to.equal(18);
    });
  });

  describe("given several models have stake in the round", () => {
    it("it should return what is left of the reserve with the last of them", async () => {
      const world = await loadFixture(twoModels);
      const { space } = world;
      await closeRound(world, [GAIN, LOSS]);
      // 2 % of 170 tokens.
      expect((await space.roundRecord(1)).reserve).to.equal(tokens("3.4"));
      expect((await space.roundRecord(1)).unsettledModels).to.equal(2);
      await settle(world, [1]);
      expect((await space.roundRecord(1)).reserve).to.equal(tokens(1));
      expect((await space.roundRecord(1)).unsettledModels).to.equal(1);
      await settle(world, [2]);
      expect((await space.roundRecord(1)).reserve).to.equal(0);
      expect((await space.roundRecord(1)).unsettledModels).to.equal(0);
      const { treasury, burned } = await space.accounts();
      expect([treasury, burned]).to.deep.equal([tokens("998.0017"), tokens("1.5")]);
    });

    it("it should settle them in any order, together or apart, to the same accounts", async () => {
      const world = await loadFixture(twoModels);
      const { space } = world;
      await closeRound(world, [GAIN, LOSS]);
      await settle(world, [2, 1]);
      const { treasury, burned, rentOwed } = await space.accounts();
      expect([treasury, burned, rentOwed]).to.deep.equal([tokens("998.0017"), tokens("1.5"), tokens("0.0153")]);
    });

    it("it should settle models that are differently far behind", async () => {
      const world = await loadFixture(twoModels);
      const { space } = world;
      await closeRound(world, [GAIN, LOSS]);
      await settle(world, [2]);
      await closeRound(world, [LOSS, GAIN]);
      await settle(world, [1, 2]);
      expect((await space.modelStatus(1)).settledThrough).to.equal(2);
      expect((await space.modelStatus(2)).settledThrough).to.equal(2);
      // 50 - 1.5, then 2 % of 48.5.
      expect((await space.pool(2, 0)).assets).to.equal(tokens("49.47"));
      expect((await space.roundRecord(2)).reserve).to.equal(0);
    });
  });

  describe("given the space is paused", () => {
    it("it should settle all the same", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      await world.space.connect(world.guardian).setPaused(true);
      await expect(settle(world, [1])).to.emit(world.space, "ModelSettled");
    });
  });
});
