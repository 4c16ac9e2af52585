import { expect } from "chai";

import { booked, ethers, loadFixture, positionId } from "../../helpers/contracts.js";

describe("StakeSpace.setOperator", () => {
  describe("when the operator is the zero address", () => {
    it("it should revert with ERC6909InvalidSpender", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).setOperator(ethers.ZeroAddress, true))
        .to.be.revertedWithCustomError(space, "ERC6909InvalidSpender")
        .withArgs(ethers.ZeroAddress);
    });
  });

  describe("when it approves", () => {
    it("it should emit OperatorSet and let the operator act", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await expect(space.connect(alice).setOperator(bob, true))
        .to.emit(space, "OperatorSet")
        .withArgs(alice.address, bob.address, true);
      expect(await space.isOperator(alice, bob)).to.equal(true);
    });
  });

  describe("when it revokes", () => {
    it("it should let the operator act no longer", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await space.connect(alice).setOperator(bob, true);
      await expect(space.connect(alice).setOperator(bob, false))
        .to.emit(space, "OperatorSet")
        .withArgs(alice.address, bob.address, false);
      await expect(space.connect(bob).withdraw(1, 16, 1, bob, alice)).to.be.revertedWithCustomError(
        space,
        "ERC6909InsufficientAllowance",
      );
      expect(await space.allowance(alice, bob, positionId(1, 16))).to.equal(0);
    });
  });
});
