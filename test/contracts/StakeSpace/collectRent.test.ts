import { expect } from "chai";

import {
  booked,
  deployedOnUnrulyToken,
  ethers,
  loadFixture,
  missRounds,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { closeRound, GAIN } from "../../helpers/contractsReports.js";

/** 100 filled tokens paid 0.017 %, of which the treasury takes a tenth. */
const RENT = tokens("0.0153");

/** {@link booked}, with round 1 reported and not settled. */
async function reported(): Promise<World> {
  const world = await booked();
  await closeRound(world, [GAIN]);
  return world;
}

describe("StakeSpace.collectRent", () => {
  describe("when the model was never registered", () => {
    it("it should revert with UnknownModel", async () => {
      const { space, owner } = await loadFixture(reported);
      await expect(space.connect(owner).collectRent(2))
        .to.be.revertedWithCustomError(space, "UnknownModel")
        .withArgs(2);
    });
  });

  describe("given the model has stake and is more than 16 rounds behind", () => {
    it("it should revert with NotSettled", async () => {
      const world = await loadFixture(booked);
      await missRounds(world, 17);
      await expect(world.space.connect(world.owner).collectRent(1))
        .to.be.revertedWithCustomError(world.space, "NotSettled")
        .withArgs(1, 0, 17);
    });
  });

  describe("when the caller does not own the model", () => {
    it("it should revert with NotModelOwner", async () => {
      const { space, registry, owner, alice } = await loadFixture(reported);
      await registry.connect(owner).approve(alice, 1);
      await expect(space.connect(alice).collectRent(1))
        .to.be.revertedWithCustomError(space, "NotModelOwner")
        .withArgs(1, alice.address);
    });
  });

  describe("given rent is owed", () => {
    it("it should settle the model and send the rent to the owner", async () => {
      const { space, token, owner } = await loadFixture(reported);
      expect(await space.connect(owner).collectRent.staticCall(1)).to.equal(RENT);
      const collection = space.connect(owner).collectRent(1);
      await expect(collection).to.emit(space, "ModelSettled");
      await expect(collection).to.changeTokenBalances(ethers, token, [space, owner], [-RENT, RENT]);
    });

    it("it should owe it no longer", async () => {
      const { space, owner } = await loadFixture(reported);
      await space["settle(uint256[])"]([1]);
      expect((await space.accounts()).rentOwed).to.equal(RENT);
      await space.connect(owner).collectRent(1);
      const { held, rentOwed } = await space.accounts();
      expect(held).to.equal(tokens(1_120) - RENT);
      expect(rentOwed).to.equal(0);
      expect((await space.modelStatus(1)).rent).to.equal(0);
    });

    it("it should emit RentCollected", async () => {
      const { space, owner } = await loadFixture(reported);
      await expect(space.connect(owner).collectRent(1))
        .to.emit(space, "RentCollected")
        .withArgs(1, owner.address, RENT);
    });
  });

  describe("given no rent is owed", () => {
    it("it should send nothing", async () => {
      const { space, token, owner } = await loadFixture(booked);
      const collection = space.connect(owner).collectRent(1);
      await expect(collection).to.emit(space, "RentCollected").withArgs(1, owner.address, 0);
      await expect(collection).to.changeTokenBalance(ethers, token, owner, 0);
    });
  });

  describe("given the model changed hands", () => {
    it("it should pay the rent of earlier rounds to the new owner", async () => {
      const { space, registry, token, owner, carol } = await loadFixture(reported);
      await registry.connect(owner).transferFrom(owner, carol, 1);
      await expect(space.connect(carol).collectRent(1)).to.changeTokenBalance(ethers, token, carol, RENT);
    });

    it("it should refuse the old owner", async () => {
      const { space, registry, owner, carol } = await loadFixture(reported);
      await registry.connect(owner).transferFrom(owner, carol, 1);
      await expect(space.connect(owner).collectRent(1))
        .to.be.revertedWithCustomError(space, "NotModelOwner")
        .withArgs(1, owner.address);
    });
  });

  describe("given the space is paused", () => {
    it("it should pay all the same", async () => {
      const { space, token, owner, guardian } = await loadFixture(reported);
      await space.connect(guardian).setPaused(true);
      await expect(space.connect(owner).collectRent(1)).to.changeTokenBalance(ethers, token, owner, RENT);
    });
  });

  describe("when the token calls back into the space", () => {
    it("it should revert with ReentrantCall", async () => {
      const { space, token, owner } = await loadFixture(deployedOnUnrulyToken);
      await token.setCallback(space, space.interface.encodeFunctionData("flushBurned"));
      await expect(space.connect(owner).collectRent(1)).to.be.revertedWithCustomError(space, "ReentrantCall");
    });
  });
});
