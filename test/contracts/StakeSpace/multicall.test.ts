import { expect } from "chai";

import { booked, ethers, loadFixture, positionId, SHARES, tokens } from "../../helpers/contracts.js";

describe("StakeSpace.multicall", () => {
  describe("when no call is given", () => {
    it("it should do nothing", async () => {
      const { space } = await loadFixture(booked);
      expect(await space.multicall.staticCall([])).to.deep.equal([]);
    });
  });

  describe("when all calls succeed", () => {
    it("it should make them for the caller, in order, and return what they return", async () => {
      const { space, token, alice } = await loadFixture(booked);
      const calls = [
        space.interface.encodeFunctionData("move", [1, 16, 17, tokens(60) * SHARES]),
        space.interface.encodeFunctionData("bid", [1, 17, tokens(1), alice.address]),
        space.interface.encodeFunctionData("withdraw", [1, 17, tokens(41) * SHARES, alice.address, alice.address]),
      ];
      const results = await space.connect(alice).multicall.staticCall(calls);
      expect(results.map((result) => BigInt(result))).to.deep.equal([
        tokens(60) * SHARES,
        tokens(1) * SHARES,
        tokens(41),
      ]);
      await expect(space.connect(alice).multicall(calls)).to.changeTokenBalances(
        ethers,
        token,
        [alice, space],
        [tokens(40), -tokens(40)],
      );
      expect(await space.balanceOf(alice, positionId(1, 17))).to.equal(tokens(20) * SHARES);
    });
  });

  describe("when a call fails", () => {
    it("it should revert with its error and undo all of them", async () => {
      const { space, alice } = await loadFixture(booked);
      const calls = [
        space.interface.encodeFunctionData("move", [1, 16, 17, tokens(60) * SHARES]),
        space.interface.encodeFunctionData("collectRent", [1]),
      ];
      await expect(space.connect(alice).multicall(calls))
        .to.be.revertedWithCustomError(space, "NotModelOwner")
        .withArgs(1, alice.address);
      expect(await space.positionAssets(alice, 1, 16)).to.equal(tokens(60));
    });
  });

  describe("when a call is restricted", () => {
    it("it should revert for a caller without the role", async () => {
      const { space, governor, alice } = await loadFixture(booked);
      const calls = [space.interface.encodeFunctionData("queueTreasuryWithdrawal", [1, alice.address])];
      await expect(space.connect(alice).multicall(calls)).to.be.revertedWithCustomError(
        space,
        "AccessManagedUnauthorized",
      );
      await space.connect(governor).multicall(calls);
      expect((await space.queuedTreasuryWithdrawal()).assets).to.equal(1);
    });
  });
});
