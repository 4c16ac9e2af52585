import { expect } from "chai";

import { booked, ethers, expire, loadFixture, networkHelpers, opened, scheduleOf } from "../../helpers/contracts.js";
import { sealRound } from "../../helpers/contractsReports.js";

describe("ModelRegistry.transferFrom", () => {
  describe("when the caller is neither owner nor approved", () => {
    it("it should revert with ERC721InsufficientApproval", async () => {
      const { registry, owner, alice } = await loadFixture(opened);
      await expect(registry.connect(alice).transferFrom(owner, alice, 1))
        .to.be.revertedWithCustomError(registry, "ERC721InsufficientApproval")
        .withArgs(alice.address, 1);
    });
  });

  describe("when the sender does not own the model", () => {
    it("it should revert with ERC721IncorrectOwner", async () => {
      const { registry, owner, alice } = await loadFixture(opened);
      await expect(registry.connect(owner).transferFrom(alice, owner, 1))
        .to.be.revertedWithCustomError(registry, "ERC721IncorrectOwner")
        .withArgs(alice.address, 1, owner.address);
    });
  });

  describe("when the receiver is the zero address", () => {
    it("it should revert with ERC721InvalidReceiver, so that no model is ever without an owner", async () => {
      const { registry, owner } = await loadFixture(opened);
      await expect(registry.connect(owner).transferFrom(owner, ethers.ZeroAddress, 1))
        .to.be.revertedWithCustomError(registry, "ERC721InvalidReceiver")
        .withArgs(ethers.ZeroAddress);
    });
  });

  describe("when the caller may", () => {
    it("it should hand the model over with all the owner may do", async () => {
      const { registry, space, owner, alice } = await loadFixture(opened);
      await expect(registry.connect(owner).transferFrom(owner, alice, 1))
        .to.emit(registry, "Transfer")
        .withArgs(owner.address, alice.address, 1);
      expect(await registry.ownerOf(1)).to.equal(alice.address);
      expect(await registry.registrationRound(1)).to.equal(1);
      expect(await registry.nameOf(1)).to.equal("model-1");
      await space.connect(alice).setReserve(1, 5);
      await expect(space.connect(owner).setReserve(1, 5)).to.be.revertedWithCustomError(space, "NotModelOwner");
    });

    it("it should leave the model without an account, also when it goes to its owner", async () => {
      const world = await loadFixture(opened);
      const { registry, owner, alice } = world;
      expect(await registry.accountOf(1)).to.equal(owner.address);
      await registry.connect(owner).transferFrom(owner, owner, 1);
      expect(await registry.accountOf(1)).to.equal(ethers.ZeroAddress);
      await registry.connect(owner).accept(1);
      await expire(world);
      await registry.connect(owner).transferFrom(owner, alice, 1);
      await expire(world);
      expect(await registry.accountOf(1)).to.equal(ethers.ZeroAddress);
    });

    it("it should change nobody's limits or accounts when many are given away in the last block before the lock", async () => {
      const world = await loadFixture(booked);
      const { registry, space, owner, alice, carol } = world;
      await registry.connect(alice).register("competitor", "", ethers.MaxUint256);
      const gifts = Array.from({ length: 28 }, (_, i) => i + 3);
      for (const modelId of gifts) await registry.connect(carol).register(`junk-${modelId}`, "", ethers.MaxUint256);
      const limits = await Promise.all([1, 2].map((modelId) => space.limit(modelId)));
      await sealRound(world);
      const { locksAt } = await scheduleOf(world);
      await networkHelpers.time.setNextBlockTimestamp(locksAt - gifts.length);
      for (const modelId of gifts) await registry.connect(carol).transferFrom(carol, alice, modelId);
      for (const modelId of gifts) expect(await registry.accountOf(modelId)).to.equal(ethers.ZeroAddress);
      expect(await registry.accountOf(2)).to.equal(alice.address);
      expect(await registry.accountOf(1)).to.equal(owner.address);
      expect(await Promise.all([1, 2].map((modelId) => space.limit(modelId)))).to.deep.equal(limits);
      expect((await ethers.provider.getBlock("latest"))!.timestamp).to.equal(locksAt - 1);
    });
  });
});
