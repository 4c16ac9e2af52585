import { expect } from "chai";

import { booked, ethers, loadFixture, positionId, SHARES, tokens } from "../../helpers/contracts.js";

const ALICES = positionId(1, 16);
const ALL = tokens(60) * SHARES;

describe("StakeSpace.transferFrom", () => {
  describe("when the caller is the sender", () => {
    it("it should need no allowance", async () => {
      const { space, alice, carol } = await loadFixture(booked);
      await space.connect(alice).transferFrom(alice, carol, ALICES, ALL);
      expect(await space.balanceOf(carol, ALICES)).to.equal(ALL);
    });
  });

  describe("given neither allowance nor operator", () => {
    it("it should revert with ERC6909InsufficientAllowance", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await expect(space.connect(bob).transferFrom(alice, bob, ALICES, 1))
        .to.be.revertedWithCustomError(space, "ERC6909InsufficientAllowance")
        .withArgs(bob.address, 0, 1, ALICES);
    });
  });

  describe("given an allowance", () => {
    it("it should use it up", async () => {
      const { space, alice, bob, carol } = await loadFixture(booked);
      await space.connect(alice).approve(bob, ALICES, 8);
      await expect(space.connect(bob).transferFrom(alice, carol, ALICES, 5))
        .to.emit(space, "Transfer")
        .withArgs(bob.address, alice.address, carol.address, ALICES, 5);
      expect(await space.allowance(alice, bob, ALICES)).to.equal(3);
      expect(await space.balanceOf(carol, ALICES)).to.equal(5);
    });
  });

  describe("given an allowance for another position", () => {
    it("it should revert with ERC6909InsufficientAllowance", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await space.connect(alice).approve(bob, positionId(1, 17), ALL);
      await expect(space.connect(bob).transferFrom(alice, bob, ALICES, 1)).to.be.revertedWithCustomError(
        space,
        "ERC6909InsufficientAllowance",
      );
    });
  });

  describe("given an unlimited allowance", () => {
    it("it should leave it", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await space.connect(alice).approve(bob, ALICES, ethers.MaxUint256);
      await space.connect(bob).transferFrom(alice, bob, ALICES, ALL);
      expect(await space.allowance(alice, bob, ALICES)).to.equal(ethers.MaxUint256);
    });
  });

  describe("given the caller is an operator", () => {
    it("it should need no allowance", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await space.connect(alice).setOperator(bob, true);
      await space.connect(bob).transferFrom(alice, bob, ALICES, ALL);
      expect(await space.balanceOf(bob, ALICES)).to.equal(ALL);
    });
  });

  describe("when the amount is more than the sender has", () => {
    it("it should revert with ERC6909InsufficientBalance", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await space.connect(alice).setOperator(bob, true);
      await expect(space.connect(bob).transferFrom(alice, bob, ALICES, ALL + 1n))
        .to.be.revertedWithCustomError(space, "ERC6909InsufficientBalance")
        .withArgs(alice.address, ALL, ALL + 1n, ALICES);
    });
  });
});
