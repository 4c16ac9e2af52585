import { expect } from "chai";

import { booked, expire, loadFixture, missRounds, tokens } from "../../helpers/contracts.js";
import { closeRound, GAIN } from "../../helpers/contractsReports.js";

describe("StakeSpace.setReserve", () => {
  describe("when the tick is above 127", () => {
    it("it should revert with InvalidTick", async () => {
      const { space, owner } = await loadFixture(booked);
      await expect(space.connect(owner).setReserve(1, 128))
        .to.be.revertedWithCustomError(space, "InvalidTick")
        .withArgs(128);
    });
  });

  describe("when the model was never registered", () => {
    it("it should revert with UnknownModel", async () => {
      const { space, owner } = await loadFixture(booked);
      await expect(space.connect(owner).setReserve(2, 1))
        .to.be.revertedWithCustomError(space, "UnknownModel")
        .withArgs(2);
    });
  });

  describe("given the model has stake and is more than 16 rounds behind", () => {
    it("it should revert with NotSettled", async () => {
      const world = await loadFixture(booked);
      await missRounds(world, 17);
      await expect(world.space.connect(world.owner).setReserve(1, 1))
        .to.be.revertedWithCustomError(world.space, "NotSettled")
        .withArgs(1, 0, 17);
    });
  });

  describe("when the caller does not own the model", () => {
    it("it should revert with NotModelOwner", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).setReserve(1, 1))
        .to.be.revertedWithCustomError(space, "NotModelOwner")
        .withArgs(1, alice.address);
    });
  });

  describe("when the caller owns the model", () => {
    it("it should emit ReserveTickSet with the next round", async () => {
      const { space, owner } = await loadFixture(booked);
      await expect(space.connect(owner).setReserve(1, 16)).to.emit(space, "ReserveTickSet").withArgs(1, 16, 2);
    });

    it("it should leave the open round's reserve as it is", async () => {
      const { space, owner } = await loadFixture(booked);
      await space.connect(owner).setReserve(1, 16);
      const { reserveTick, nextReserveTick } = await space.modelStatus(1);
      expect([reserveTick, nextReserveTick]).to.deep.equal([0n, 16n]);
      expect((await space.quote(1)).filled).to.equal(tokens(100));
    });

    it("it should count from the opening of the next round", async () => {
      const world = await loadFixture(booked);
      const { space, owner } = world;
      await space.connect(owner).setReserve(1, 16);
      await expire(world);
      // Bob's stake at tick 1 is below the reserve now; alice pays the reserve, which leaves space unsold.
      expect(await space.quote(1)).to.deep.equal([tokens(100), tokens(60), tokens(60), 16n, 32n, 16n]);
    });

    it("it should replace what was set earlier in the round", async () => {
      const world = await loadFixture(booked);
      const { space, owner } = world;
      await space.connect(owner).setReserve(1, 16);
      await space.connect(owner).setReserve(1, 20);
      expect((await space.modelStatus(1)).reserveTick).to.equal(0);
      await expire(world);
      expect((await space.modelStatus(1)).reserveTick).to.equal(20);
    });

    it("it should keep what was set in an earlier round until the next one opens", async () => {
      const world = await loadFixture(booked);
      const { space, owner } = world;
      await space.connect(owner).setReserve(1, 16);
      await expire(world);
      await space.connect(owner).setReserve(1, 0);
      expect((await space.modelStatus(1)).reserveTick).to.equal(16);
      await expire(world);
      expect((await space.modelStatus(1)).reserveTick).to.equal(0);
    });

    it("it should count for a round that is settled later", async () => {
      const world = await loadFixture(booked);
      const { space, owner } = world;
      await space.connect(owner).setReserve(1, 16);
      await closeRound(world, [GAIN]);
      await closeRound(world, [GAIN]);
      await space["settle(uint256,uint256)"](1, 1);
      // Round 1 was sold at tick 1 (0.017 %) to 100 tokens, round 2 at the reserve (0.032 %) to alice's alone.
      expect((await space.modelStatus(1)).rent).to.equal(tokens("0.0153") + tokens("0.017622662400000000"));
    });
  });

  describe("given the space is paused", () => {
    it("it should set it all the same", async () => {
      const { space, owner, guardian } = await loadFixture(booked);
      await space.connect(guardian).setPaused(true);
      await space.connect(owner).setReserve(1, 16);
      expect((await space.modelStatus(1)).nextReserveTick).to.equal(16);
    });
  });
});
