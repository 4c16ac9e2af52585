import { expect } from "chai";

import {
  at,
  bidFor,
  DAY,
  deployedOnUnrulyToken,
  ethers,
  loadFixture,
  missRounds,
  RECESS,
  opened,
  positionId,
  reachRecess,
  scheduleOf,
  SHARES,
  time,
  tokens,
} from "../../helpers/contracts.js";
import { closeRound, GAIN } from "../../helpers/contractsReports.js";

describe("StakeSpace.bid", () => {
  describe("given bids are paused", () => {
    it("it should revert with Paused", async () => {
      const { space, guardian, alice } = await loadFixture(opened);
      await space.connect(guardian).setPaused(true);
      await expect(space.connect(alice).bid(1, 16, tokens(1), alice)).to.be.revertedWithCustomError(space, "Paused");
    });
  });

  describe("when the tick is above 127", () => {
    it("it should revert with InvalidTick", async () => {
      const { space, alice } = await loadFixture(opened);
      await expect(space.connect(alice).bid(1, 128, tokens(1), alice))
        .to.be.revertedWithCustomError(space, "InvalidTick")
        .withArgs(128);
    });
  });

  describe("when the tick is 127", () => {
    it("it should accept the bid", async () => {
      const { space, alice } = await loadFixture(opened);
      await bidFor({ space }, alice, 1, 127, tokens(1));
      expect((await space.modelStatus(1)).bitmap).to.equal(1n << 127n);
    });
  });

  describe("when the model was never registered", () => {
    it("it should revert with UnknownModel", async () => {
      const { space, alice } = await loadFixture(opened);
      await expect(space.connect(alice).bid(2, 16, tokens(1), alice))
        .to.be.revertedWithCustomError(space, "UnknownModel")
        .withArgs(2);
    });
  });

  describe("when the round has not locked", () => {
    it("it should accept a bid in the last second before locksAt", async () => {
      const world = await loadFixture(opened);
      await at((await scheduleOf(world)).locksAt - 1);
      await bidFor(world, world.alice, 1, 16, tokens(1));
      expect(await world.space.positionAssets(world.alice, 1, 16)).to.equal(tokens(1));
    });
  });

  describe("when the round has locked", () => {
    it("it should revert with BiddingClosed from locksAt on", async () => {
      const world = await loadFixture(opened);
      const { space, alice } = world;
      const { locksAt } = await scheduleOf(world);
      await at(locksAt);
      await expect(space.connect(alice).bid(1, 16, tokens(1), alice))
        .to.be.revertedWithCustomError(space, "BiddingClosed")
        .withArgs(locksAt, locksAt);
    });
  });

  describe("given a recess", () => {
    it("it should accept a bid at any time", async () => {
      const world = await loadFixture(opened);
      const { space, alice } = world;
      await reachRecess(world);
      expect((await space.roundStatus()).locksAt).to.equal(RECESS);
      await time.increase(400 * DAY);
      await bidFor(world, alice, 1, 16, tokens(1));
      expect(await space.positionAssets(alice, 1, 16)).to.equal(tokens(1));
    });
  });

  describe("when no assets are given", () => {
    it("it should revert with ZeroAmount", async () => {
      const { space, alice } = await loadFixture(opened);
      await expect(space.connect(alice).bid(1, 16, 0, alice)).to.be.revertedWithCustomError(space, "ZeroAmount");
    });
  });

  describe("when the position would be worth less than minBid", () => {
    it("it should revert with PositionBelowMinBid", async () => {
      const { space, alice } = await loadFixture(opened);
      await expect(space.connect(alice).bid(1, 16, tokens(1) - 1n, alice))
        .to.be.revertedWithCustomError(space, "PositionBelowMinBid")
        .withArgs(positionId(1, 16), tokens(1) - 1n, tokens(1));
    });
  });

  describe("when less than minBid tops up a position worth minBid with it", () => {
    it("it should accept the bid", async () => {
      const { space, alice } = await loadFixture(opened);
      await bidFor({ space }, alice, 1, 16, tokens(1));
      await bidFor({ space }, alice, 1, 16, 1n);
      expect(await space.balanceOf(alice, positionId(1, 16))).to.equal((tokens(1) + 1n) * SHARES);
    });
  });

  describe("when everything held would reach 2^120", () => {
    it("it should revert with DepositCapExceeded", async () => {
      const { space, token, alice } = await loadFixture(opened);
      const room = 2n ** 120n - 1n - tokens(1_000);
      await token.mint(alice, room + 1n);
      await expect(space.connect(alice).bid(1, 16, room + 1n, alice))
        .to.be.revertedWithCustomError(space, "DepositCapExceeded")
        .withArgs(room + 1n, room);
    });
  });

  describe("when the pool would have 2^128 shares", () => {
    it("it should revert with SharesOverflow", async () => {
      const { space, token, alice } = await loadFixture(opened);
      const most = (2n ** 128n - 1n) / SHARES;
      await token.mint(alice, most + 1n);
      await expect(space.connect(alice).bid(1, 16, most + 1n, alice))
        .to.be.revertedWithCustomError(space, "SharesOverflow")
        .withArgs((most + 1n) * SHARES, 2n ** 128n - 1n);
    });
  });

  describe("when the caller's allowance falls short", () => {
    it("it should revert with the token's error", async () => {
      const { space, token, alice } = await loadFixture(opened);
      await token.connect(alice).approve(space, tokens(1));
      await expect(space.connect(alice).bid(1, 16, tokens(1) + 1n, alice))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(space, tokens(1), tokens(1) + 1n);
    });
  });

  describe("when the token delivers less than it was asked for", () => {
    it("it should revert with InexactTransfer", async () => {
      const { space, token, alice } = await loadFixture(deployedOnUnrulyToken);
      await token.setFee(1);
      await expect(space.connect(alice).bid(1, 16, tokens(2), alice))
        .to.be.revertedWithCustomError(space, "InexactTransfer")
        .withArgs(tokens(2) - 1n, tokens(2));
    });
  });

  describe("when the token calls back into the space", () => {
    it("it should revert with ReentrantCall", async () => {
      const { space, token, alice } = await loadFixture(deployedOnUnrulyToken);
      await token.setCallback(space, space.interface.encodeFunctionData("flushBurned"));
      await expect(space.connect(alice).bid(1, 16, tokens(2), alice)).to.be.revertedWithCustomError(
        space,
        "ReentrantCall",
      );
    });
  });

  describe("when the receiver is the zero address", () => {
    it("it should revert with ERC6909InvalidReceiver", async () => {
      const { space, alice } = await loadFixture(opened);
      await expect(space.connect(alice).bid(1, 16, tokens(1), ethers.ZeroAddress))
        .to.be.revertedWithCustomError(space, "ERC6909InvalidReceiver")
        .withArgs(ethers.ZeroAddress);
    });
  });

  describe("given the model has stake and is more than 16 rounds behind", () => {
    it("it should revert with NotSettled", async () => {
      const world = await loadFixture(opened);
      const { space, alice, bob } = world;
      await bidFor(world, alice, 1, 16, tokens(1));
      await missRounds(world, 17);
      await expect(space.connect(bob).bid(1, 16, tokens(1), bob))
        .to.be.revertedWithCustomError(space, "NotSettled")
        .withArgs(1, 0, 17);
    });
  });

  describe("given the model has stake and is 16 rounds behind", () => {
    it("it should settle it and accept the bid", async () => {
      const world = await loadFixture(opened);
      await bidFor(world, world.alice, 1, 16, tokens(1));
      await missRounds(world, 16);
      await bidFor(world, world.bob, 1, 16, tokens(1));
      expect((await world.space.modelStatus(1)).settledThrough).to.equal(16);
    });
  });

  describe("given the model has no stake and is more than 16 rounds behind", () => {
    it("it should settle it and accept the bid", async () => {
      const world = await loadFixture(opened);
      await missRounds(world, 17);
      await bidFor(world, world.bob, 1, 16, tokens(1));
      expect((await world.space.modelStatus(1)).settledThrough).to.equal(17);
    });
  });

  describe("given the pool is empty", () => {
    it("it should mint 1e6 shares per token wei to the receiver", async () => {
      const { space, alice, bob } = await loadFixture(opened);
      expect(await space.connect(alice).bid.staticCall(1, 16, tokens(3), bob)).to.equal(tokens(3) * SHARES);
      await expect(space.connect(alice).bid(1, 16, tokens(3), bob))
        .to.emit(space, "Transfer")
        .withArgs(alice.address, ethers.ZeroAddress, bob.address, positionId(1, 16), tokens(3) * SHARES);
      expect(await space.balanceOf(bob, positionId(1, 16))).to.equal(tokens(3) * SHARES);
      expect(await space.balanceOf(alice, positionId(1, 16))).to.equal(0);
    });

    it("it should take exactly the assets from the caller", async () => {
      const { space, token, alice, bob } = await loadFixture(opened);
      const before = (await space.accounts()).held;
      const bid = space.connect(alice).bid(1, 16, tokens(3), bob);
      await expect(bid).to.changeTokenBalances(ethers, token, [alice, bob, space], [-tokens(3), 0, tokens(3)]);
      expect((await space.accounts()).held).to.equal(before + tokens(3));
    });

    it("it should mark the tick and count the model as staked", async () => {
      const { space, alice } = await loadFixture(opened);
      expect((await space.accounts()).stakedModels).to.equal(0);
      await bidFor({ space }, alice, 1, 16, tokens(3));
      await bidFor({ space }, alice, 1, 1, tokens(3));
      expect((await space.modelStatus(1)).bitmap).to.equal((1n << 16n) | (1n << 1n));
      expect((await space.accounts()).stakedModels).to.equal(1);
    });

    it("it should emit Bid", async () => {
      const { space, alice, bob } = await loadFixture(opened);
      await expect(space.connect(alice).bid(1, 16, tokens(3), bob))
        .to.emit(space, "Bid")
        .withArgs(positionId(1, 16), tokens(3));
    });
  });

  describe("given the pool has gained", () => {
    it("it should settle the model first and round the shares down", async () => {
      const world = await loadFixture(opened);
      const { space, alice, bob } = world;
      await bidFor(world, alice, 1, 0, tokens(50));
      await closeRound(world, [GAIN]);
      // 50 tokens gained 2 %: 51 for 50e24 shares.
      const shares = (tokens(10) * (tokens(50) * SHARES + SHARES)) / (tokens(51) + 1n);
      await expect(space.connect(bob).bid(1, 0, tokens(10), bob))
        .to.emit(space, "ModelSettled")
        .and.to.emit(space, "Bid")
        .withArgs(positionId(1, 0), tokens(10));
      expect(await space.balanceOf(bob, positionId(1, 0))).to.equal(shares);
      expect(shares).to.equal(9_803_921_568_627_450_980_396_001n);
      expect((await space.pool(1, 0)).assets).to.equal(tokens(61));
    });
  });
});
