import { expect } from "chai";

import { booked, ethers, loadFixture, positionId } from "../../helpers/contracts.js";

describe("StakeSpace.approve", () => {
  describe("when the spender is the zero address", () => {
    it("it should revert with ERC6909InvalidSpender", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).approve(ethers.ZeroAddress, positionId(1, 16), 1))
        .to.be.revertedWithCustomError(space, "ERC6909InvalidSpender")
        .withArgs(ethers.ZeroAddress);
    });
  });

  describe("when the spender is somebody", () => {
    it("it should set the allowance for this position only", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await expect(space.connect(alice).approve(bob, positionId(1, 16), 8))
        .to.emit(space, "Approval")
        .withArgs(alice.address, bob.address, positionId(1, 16), 8);
      expect(await space.allowance(alice, bob, positionId(1, 16))).to.equal(8);
      expect(await space.allowance(alice, bob, positionId(1, 1))).to.equal(0);
    });

    it("it should replace an earlier one", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await space.connect(alice).approve(bob, positionId(1, 16), 8);
      await space.connect(alice).approve(bob, positionId(1, 16), 3);
      expect(await space.allowance(alice, bob, positionId(1, 16))).to.equal(3);
    });
  });
});
