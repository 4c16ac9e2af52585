import { expect } from "chai";

import { booked, ethers, expire, loadFixture, opened, tokens, type World } from "../../helpers/contracts.js";
import { closeRound, GAIN, LOSS } from "../../helpers/contractsReports.js";

/** {@link booked}, with three closed rounds: reported, expired, reported. */
async function threeClosed(): Promise<World> {
  const world = await booked();
  await closeRound(world, [GAIN]);
  await expire(world);
  await closeRound(world, [LOSS]);
  return world;
}

describe("StakeSpace.settle(uint256,uint256)", () => {
  describe("when the model was never registered", () => {
    it("it should revert with UnknownModel", async () => {
      const { space } = await loadFixture(booked);
      await expect(space["settle(uint256,uint256)"](2, 1))
        .to.be.revertedWithCustomError(space, "UnknownModel")
        .withArgs(2);
    });
  });

  describe("when no rounds are allowed", () => {
    it("it should settle none", async () => {
      const { space } = await loadFixture(threeClosed);
      expect(await space["settle(uint256,uint256)"].staticCall(1, 0)).to.equal(0);
      await space["settle(uint256,uint256)"](1, 0);
      expect((await space.modelStatus(1)).settledThrough).to.equal(0);
      expect((await space.accounts()).rentOwed).to.equal(0);
    });
  });

  describe("when fewer rounds are allowed than the model is behind", () => {
    it("it should settle that many and return the last one", async () => {
      const { space } = await loadFixture(threeClosed);
      expect(await space["settle(uint256,uint256)"].staticCall(1, 2)).to.equal(2);
      await space["settle(uint256,uint256)"](1, 2);
      expect((await space.modelStatus(1)).settledThrough).to.equal(2);
      expect((await space.roundRecord(1)).unsettledModels).to.equal(0);
      expect((await space.roundRecord(3)).unsettledModels).to.equal(1);
      expect((await space.accounts()).burned).to.equal(0);
    });
  });

  describe("when more rounds are allowed than the model is behind", () => {
    it("it should settle through the last closed round", async () => {
      const { space } = await loadFixture(threeClosed);
      expect(await space["settle(uint256,uint256)"].staticCall(1, ethers.MaxUint256)).to.equal(3);
      await space["settle(uint256,uint256)"](1, ethers.MaxUint256);
      expect((await space.modelStatus(1)).settledThrough).to.equal(3);
      expect((await space.accounts()).burned).to.equal(tokens("3.65949"));
    });
  });

  describe("given the model is settled", () => {
    it("it should change nothing and return the last closed round", async () => {
      const { space } = await loadFixture(threeClosed);
      await space["settle(uint256,uint256)"](1, 16);
      const before = await space.accounts();
      expect(await space["settle(uint256,uint256)"].staticCall(1, 16)).to.equal(3);
      await expect(space["settle(uint256,uint256)"](1, 16)).not.to.emit(space, "ModelSettled");
      expect(await space.accounts()).to.deep.equal(before);
    });
  });

  describe("given a model without stake", () => {
    it("it should settle all rounds at once, however few are allowed", async () => {
      const world = await loadFixture(opened);
      await closeRound(world, [GAIN]);
      await closeRound(world, [{ ...GAIN, baseShare: 1_000 }]);
      await world.space["settle(uint256,uint256)"](1, 1);
      const { base, earned, settledThrough } = await world.space.modelStatus(1);
      expect([base, earned, settledThrough]).to.deep.equal([tokens(100), 0n, 2n]);
    });
  });
});
