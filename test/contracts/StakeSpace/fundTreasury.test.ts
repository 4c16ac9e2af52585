import { expect } from "chai";

import { deployedOnUnrulyToken, ethers, loadFixture, opened, tokens } from "../../helpers/contracts.js";

describe("StakeSpace.fundTreasury", () => {
  describe("when the assets are zero", () => {
    it("it should revert with ZeroAmount", async () => {
      const { space } = await loadFixture(opened);
      await expect(space.fundTreasury(0)).to.be.revertedWithCustomError(space, "ZeroAmount");
    });
  });

  describe("when everything held would reach 2^120", () => {
    it("it should revert with DepositCapExceeded", async () => {
      const { space, token, alice } = await loadFixture(opened);
      const room = 2n ** 120n - 1n - tokens(1_000);
      await token.mint(alice, room + 1n);
      await expect(space.connect(alice).fundTreasury(room + 1n))
        .to.be.revertedWithCustomError(space, "DepositCapExceeded")
        .withArgs(room + 1n, room);
    });
  });

  describe("when everything held stays just below 2^120", () => {
    it("it should take it", async () => {
      const { space, token, alice } = await loadFixture(opened);
      const room = 2n ** 120n - 1n - tokens(1_000);
      await token.mint(alice, room);
      await space.connect(alice).fundTreasury(room);
      expect((await space.accounts()).treasury).to.equal(2n ** 120n - 1n);
    });
  });

  describe("when the token delivers less than it was asked for", () => {
    it("it should revert with InexactTransfer", async () => {
      const { space, token, alice } = await loadFixture(deployedOnUnrulyToken);
      await token.setFee(7);
      await expect(space.connect(alice).fundTreasury(tokens(2)))
        .to.be.revertedWithCustomError(space, "InexactTransfer")
        .withArgs(tokens(2) - 7n, tokens(2));
    });
  });

  describe("when the token calls back into the space", () => {
    it("it should revert with ReentrantCall", async () => {
      const { space, token, alice } = await loadFixture(deployedOnUnrulyToken);
      await token.setCallback(space, space.interface.encodeFunctionData("flushBurned"));
      await expect(space.connect(alice).fundTreasury(tokens(2))).to.be.revertedWithCustomError(space, "ReentrantCall");
    });
  });

  describe("when the token looks at the accounts from within the transfer", () => {
    it("it should have booked what comes", async () => {
      const { space, token, alice } = await loadFixture(deployedOnUnrulyToken);
      const watcher = await ethers.deployContract("Watcher", [space]);
      await token.setCallback(watcher, watcher.interface.encodeFunctionData("look"));
      await space.connect(alice).fundTreasury(tokens(5));
      expect([await watcher.held(), await watcher.treasury()]).to.deep.equal([tokens(1_005), tokens(1_005)]);
    });
  });

  describe("when nothing stands in the way", () => {
    it("it should take the assets from the caller into the free treasury", async () => {
      const { space, token, alice } = await loadFixture(opened);
      await expect(space.connect(alice).fundTreasury(tokens(5))).to.changeTokenBalances(
        ethers,
        token,
        [alice, space],
        [-tokens(5), tokens(5)],
      );
      const { treasury, held } = await space.accounts();
      expect([treasury, held]).to.deep.equal([tokens(1_005), tokens(1_005)]);
    });

    it("it should emit TreasuryFunded", async () => {
      const { space, alice } = await loadFixture(opened);
      await expect(space.connect(alice).fundTreasury(tokens(5)))
        .to.emit(space, "TreasuryFunded")
        .withArgs(alice.address, tokens(5));
    });
  });

  describe("given tokens were sent to the space without a call", () => {
    it("it should not count them", async () => {
      const { space, token, alice } = await loadFixture(opened);
      await token.connect(alice).transfer(space, tokens(9));
      await space.connect(alice).fundTreasury(tokens(5));
      const { treasury, held } = await space.accounts();
      expect([treasury, held]).to.deep.equal([tokens(1_005), tokens(1_005)]);
    });
  });
});
