import { expect } from "chai";

import { at, booked, ethers, loadFixture, positionId, scheduleOf, SHARES, tokens } from "../../helpers/contracts.js";

const ALICES = positionId(1, 16);
const ALL = tokens(60) * SHARES;

describe("StakeSpace.transfer", () => {
  describe("when the amount is more than the caller has", () => {
    it("it should revert with ERC6909InsufficientBalance", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await expect(space.connect(alice).transfer(bob, ALICES, ALL + 1n))
        .to.be.revertedWithCustomError(space, "ERC6909InsufficientBalance")
        .withArgs(alice.address, ALL, ALL + 1n, ALICES);
    });
  });

  describe("when the receiver is the zero address", () => {
    it("it should revert with ERC6909InvalidReceiver", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).transfer(ethers.ZeroAddress, ALICES, 1))
        .to.be.revertedWithCustomError(space, "ERC6909InvalidReceiver")
        .withArgs(ethers.ZeroAddress);
    });
  });

  describe("when the caller has the amount", () => {
    it("it should move the position and neither pool nor tokens", async () => {
      const { space, token, alice, carol } = await loadFixture(booked);
      const transfer = space.connect(alice).transfer(carol, ALICES, tokens(20) * SHARES);
      await expect(transfer).to.changeTokenBalances(ethers, token, [space, alice, carol], [0, 0, 0]);
      expect(await space.balanceOf(alice, ALICES)).to.equal(tokens(40) * SHARES);
      expect(await space.balanceOf(carol, ALICES)).to.equal(tokens(20) * SHARES);
      expect(await space.pool(1, 16)).to.deep.equal([tokens(60), ALL, tokens(60)]);
    });

    it("it should emit Transfer", async () => {
      const { space, alice, carol } = await loadFixture(booked);
      await expect(space.connect(alice).transfer(carol, ALICES, 5))
        .to.emit(space, "Transfer")
        .withArgs(alice.address, alice.address, carol.address, ALICES, 5);
    });
  });

  describe("when a position worth less than minBid arises", () => {
    it("it should move it all the same, and let it leave whole", async () => {
      const { space, token, alice, carol } = await loadFixture(booked);
      await space.connect(alice).transfer(carol, ALICES, 5n * SHARES);
      await expect(space.connect(carol).withdraw(1, 16, 5n * SHARES, carol, carol)).to.changeTokenBalance(
        ethers,
        token,
        carol,
        5,
      );
    });
  });

  describe("when the book is frozen and the space paused", () => {
    it("it should move the position all the same", async () => {
      const world = await loadFixture(booked);
      const { space, guardian, alice, carol } = world;
      await space.connect(guardian).setPaused(true);
      await at((await scheduleOf(world)).locksAt);
      await space.connect(alice).transfer(carol, ALICES, ALL);
      expect(await space.balanceOf(carol, ALICES)).to.equal(ALL);
    });
  });
});
