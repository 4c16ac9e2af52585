import { expect } from "chai";

import {
  booked,
  deployedOnUnrulyToken,
  ethers,
  loadFixture,
  SINK,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { closeRound, LOSS } from "../../helpers/contractsReports.js";

/** {@link booked}, with 3 tokens burned. */
async function burned(): Promise<World> {
  const world = await booked();
  await closeRound(world, [LOSS]);
  await world.space["settle(uint256[])"]([1]);
  return world;
}

describe("StakeSpace.flushBurned", () => {
  describe("given something was burned", () => {
    it("it should send it to the sink, whoever calls", async () => {
      const { space, token, stranger } = await loadFixture(burned);
      expect(await space.connect(stranger).flushBurned.staticCall()).to.equal(tokens(3));
      await expect(space.connect(stranger).flushBurned()).to.changeTokenBalances(
        ethers,
        token,
        [space, SINK, stranger],
        [-tokens(3), tokens(3), 0],
      );
    });

    it("it should hold it no longer", async () => {
      const { space } = await loadFixture(burned);
      await space.flushBurned();
      const accounts = await space.accounts();
      expect([accounts.burned, accounts.held]).to.deep.equal([0n, tokens(1_117)]);
    });

    it("it should emit BurnFlushed", async () => {
      const { space } = await loadFixture(burned);
      await expect(space.flushBurned()).to.emit(space, "BurnFlushed").withArgs(tokens(3));
    });
  });

  describe("given nothing was burned", () => {
    it("it should send nothing", async () => {
      const { space, token } = await loadFixture(booked);
      const flush = space.flushBurned();
      await expect(flush).to.emit(space, "BurnFlushed").withArgs(0);
      await expect(flush).to.changeTokenBalance(ethers, token, SINK, 0);
    });
  });

  describe("when the token calls back into the space", () => {
    it("it should revert with ReentrantCall", async () => {
      const { space, token } = await loadFixture(deployedOnUnrulyToken);
      await token.setCallback(space, space.interface.encodeFunctionData("flushBurned"));
      await expect(space.flushBurned()).to.be.revertedWithCustomError(space, "ReentrantCall");
    });
  });
});
