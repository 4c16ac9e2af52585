import { expect } from "chai";

import {
  at,
  bidFor,
  booked,
  DAY,
  deployedOnUnrulyToken,
  ethers,
  expire,
  loadFixture,
  missRounds,
  opened,
  positionId,
  reachRecess,
  scheduleOf,
  SHARES,
  time,
  tokens,
} from "../../helpers/contracts.js";
import { ABSENT, closeRound, GAIN, propose } from "../../helpers/contractsReports.js";

const ALICES = positionId(1, 16);
const ALL = tokens(60) * SHARES;

describe("StakeSpace.withdraw", () => {
  describe("when the shares are zero", () => {
    it("it should revert with ZeroAmount", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).withdraw(1, 16, 0, alice, alice)).to.be.revertedWithCustomError(
        space,
        "ZeroAmount",
      );
    });
  });

  describe("when the model was never registered", () => {
    it("it should revert with UnknownModel", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).withdraw(2, 16, 1, alice, alice))
        .to.be.revertedWithCustomError(space, "UnknownModel")
        .withArgs(2);
    });
  });

  describe("when the tick is above 127", () => {
    it("it should revert with ERC6909InsufficientBalance", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).withdraw(1, 128, 1, alice, alice))
        .to.be.revertedWithCustomError(space, "ERC6909InsufficientBalance")
        .withArgs(alice.address, 0, 1, positionId(1, 128));
    });
  });

  describe("given the model is more than 16 rounds behind", () => {
    it("it should revert with NotSettled", async () => {
      const world = await loadFixture(booked);
      const { space, alice } = world;
      await missRounds(world, 17);
      await expect(space.connect(alice).withdraw(1, 16, ALL, alice, alice))
        .to.be.revertedWithCustomError(space, "NotSettled")
        .withArgs(1, 0, 17);
    });
  });

  describe("when the caller is not the owner", () => {
    describe("given neither allowance nor operator", () => {
      it("it should revert with ERC6909InsufficientAllowance", async () => {
        const { space, alice, bob } = await loadFixture(booked);
        await expect(space.connect(bob).withdraw(1, 16, ALL, bob, alice))
          .to.be.revertedWithCustomError(space, "ERC6909InsufficientAllowance")
          .withArgs(bob.address, 0, ALL, ALICES);
      });
    });

    describe("given an allowance", () => {
      it("it should use it up", async () => {
        const { space, token, alice, bob } = await loadFixture(booked);
        await space.connect(alice).approve(bob, ALICES, ALL);
        await expect(space.connect(bob).withdraw(1, 16, tokens(20) * SHARES, bob, alice)).to.changeTokenBalances(
          ethers,
          token,
          [alice, bob],
          [0, tokens(20)],
        );
        expect(await space.allowance(alice, bob, ALICES)).to.equal(tokens(40) * SHARES);
      });
    });

    describe("given an unlimited allowance", () => {
      it("it should leave it", async () => {
        const { space, alice, bob } = await loadFixture(booked);
        await space.connect(alice).approve(bob, ALICES, ethers.MaxUint256);
        await space.connect(bob).withdraw(1, 16, ALL, bob, alice);
        expect(await space.allowance(alice, bob, ALICES)).to.equal(ethers.MaxUint256);
      });
    });

    describe("given the caller is an operator", () => {
      it("it should need no allowance", async () => {
        const { space, token, alice, bob } = await loadFixture(booked);
        await space.connect(alice).setOperator(bob, true);
        await expect(space.connect(bob).withdraw(1, 16, ALL, bob, alice)).to.changeTokenBalances(
          ethers,
          token,
          [alice, bob],
          [0, tokens(60)],
        );
      });
    });
  });

  describe("when the shares are more than the owner has", () => {
    it("it should revert with ERC6909InsufficientBalance", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).withdraw(1, 16, ALL + 1n, alice, alice))
        .to.be.revertedWithCustomError(space, "ERC6909InsufficientBalance")
        .withArgs(alice.address, ALL, ALL + 1n, ALICES);
    });
  });

  describe("when the shares are the largest number there is", () => {
    it("it should pay for all that the owner has", async () => {
      const { space, token, alice } = await loadFixture(booked);
      await expect(space.connect(alice).withdraw(1, 16, ethers.MaxUint256, alice, alice)).to.changeTokenBalance(
        ethers,
        token,
        alice,
        tokens(60),
      );
      expect(await space.balanceOf(alice, ALICES)).to.equal(0);
    });

    it("it should pay for a share that somebody sent ahead to be in the way", async () => {
      const { space, token, alice, bob, carol } = await loadFixture(booked);
      await bidFor({ space }, bob, 1, 16, tokens(5));
      await space.connect(bob).transfer(alice, ALICES, 1);
      await expect(space.connect(alice).withdraw(1, 16, ALL, alice, alice))
        .to.be.revertedWithCustomError(space, "PositionBelowMinBid")
        .withArgs(ALICES, 0, tokens(1));
      await space.connect(alice).withdraw(1, 16, ethers.MaxUint256, carol, alice);
      expect(await token.balanceOf(carol)).to.equal(tokens(10_060));
      expect(await space.balanceOf(alice, ALICES)).to.equal(0);
    });

    it("it should use up no more of an allowance than that", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await space.connect(alice).approve(bob, ALICES, ALL + 7n);
      await space.connect(bob).withdraw(1, 16, ethers.MaxUint256, bob, alice);
      expect(await space.allowance(alice, bob, ALICES)).to.equal(7);
    });

    it("it should revert with ZeroAmount where the owner has none", async () => {
      const { space, carol } = await loadFixture(booked);
      await expect(space.connect(carol).withdraw(1, 16, ethers.MaxUint256, carol, carol)).to.be.revertedWithCustomError(
        space,
        "ZeroAmount",
      );
    });
  });

  describe("when what is left is worth less than minBid", () => {
    it("it should revert with PositionBelowMinBid", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).withdraw(1, 16, tokens(59) * SHARES + SHARES, alice, alice))
        .to.be.revertedWithCustomError(space, "PositionBelowMinBid")
        .withArgs(ALICES, tokens(1) - 1n, tokens(1));
    });
  });

  describe("when what is left is worth minBid", () => {
    it("it should pay", async () => {
      const { space, alice } = await loadFixture(booked);
      await space.connect(alice).withdraw(1, 16, tokens(59) * SHARES, alice, alice);
      expect(await space.positionAssets(alice, 1, 16)).to.equal(tokens(1));
    });
  });

  describe("when the round is bidding", () => {
    it("it should pay in the last second before the quiet period", async () => {
      const world = await loadFixture(booked);
      const { space, token, alice } = world;
      await at((await scheduleOf(world)).quietFrom - 1);
      await expect(space.connect(alice).withdraw(1, 16, ALL, alice, alice)).to.changeTokenBalance(
        ethers,
        token,
        alice,
        tokens(60),
      );
    });
  });

  describe("when the round is quiet", () => {
    it("it should revert with QuietPeriod from its first second", async () => {
      const world = await loadFixture(booked);
      const { space, alice } = world;
      const { quietFrom } = await scheduleOf(world);
      await at(quietFrom);
      await expect(space.connect(alice).withdraw(1, 16, ALL, alice, alice))
        .to.be.revertedWithCustomError(space, "QuietPeriod")
        .withArgs(quietFrom, quietFrom);
    });

    it("it should revert with QuietPeriod to its last second, for idle stake too", async () => {
      const world = await loadFixture(booked);
      const { space, carol } = world;
      await bidFor(world, carol, 1, 0, tokens(5));
      const { quietFrom, locksAt } = await scheduleOf(world);
      await at(locksAt - 1);
      await expect(space.connect(carol).withdraw(1, 0, tokens(5) * SHARES, carol, carol))
        .to.be.revertedWithCustomError(space, "QuietPeriod")
        .withArgs(quietFrom, locksAt - 1);
    });
  });

  describe("when the book is frozen", () => {
    describe("given the stake is filled", () => {
      it("it should revert with StakeLocked", async () => {
        const world = await loadFixture(booked);
        const { space, alice } = world;
        await at((await scheduleOf(world)).locksAt);
        await expect(space.connect(alice).withdraw(1, 16, ALL, alice, alice))
          .to.be.revertedWithCustomError(space, "StakeLocked")
          .withArgs(1, 16, 1);
      });
    });

    describe("given the stake is at the price tick", () => {
      it("it should revert with StakeLocked", async () => {
        const world = await loadFixture(booked);
        const { space, bob } = world;
        await at((await scheduleOf(world)).locksAt);
        await expect(space.connect(bob).withdraw(1, 1, tokens(20) * SHARES, bob, bob))
          .to.be.revertedWithCustomError(space, "StakeLocked")
          .withArgs(1, 1, 1);
      });
    });

    describe("given the stake is idle", () => {
      it("it should pay from the first second", async () => {
        const world = await loadFixture(booked);
        const { space, token, carol } = world;
        await bidFor(world, carol, 1, 0, tokens(5));
        await at((await scheduleOf(world)).locksAt);
        await expect(space.connect(carol).withdraw(1, 0, tokens(5) * SHARES, carol, carol)).to.changeTokenBalance(
          ethers,
          token,
          carol,
          tokens(5),
        );
      });

      it("it should pay while the round is overdue", async () => {
        const world = await loadFixture(booked);
        const { space, token, carol } = world;
        await bidFor(world, carol, 1, 0, tokens(5));
        await at((await scheduleOf(world)).reportBy);
        await expect(space.connect(carol).withdraw(1, 0, tokens(5) * SHARES, carol, carol)).to.changeTokenBalance(
          ethers,
          token,
          carol,
          tokens(5),
        );
      });
    });

    describe("given the limit is zero", () => {
      it("it should pay stake at every tick", async () => {
        const world = await loadFixture(booked);
        const { space, token, alice } = world;
        await closeRound(world, [ABSENT]);
        await at((await scheduleOf(world)).locksAt);
        // Round 1 had no score, but its rent: 60 tokens * 0.017 %.
        await expect(space.connect(alice).withdraw(1, 16, ALL, alice, alice)).to.changeTokenBalance(
          ethers,
          token,
          alice,
          tokens("59.9898"),
        );
        expect(await space.limit(1)).to.equal(0);
      });
    });

    describe("given a report is pending", () => {
      it("it should revert with ReportPending", async () => {
        const world = await loadFixture(booked);
        const { space, carol } = world;
        await bidFor(world, carol, 1, 0, tokens(5));
        await propose(world, [GAIN]);
        await expect(space.connect(carol).withdraw(1, 0, tokens(5) * SHARES, carol, carol))
          .to.be.revertedWithCustomError(space, "ReportPending")
          .withArgs(1);
      });
    });
  });

  describe("given a recess", () => {
    it("it should pay at any time", async () => {
      const world = await loadFixture(booked);
      const { space, token, alice } = world;
      await reachRecess(world);
      await time.increase(400 * DAY);
      await expect(space.connect(alice).withdraw(1, 16, ALL, alice, alice)).to.changeTokenBalance(
        ethers,
        token,
        alice,
        tokens(60),
      );
    });
  });

  describe("given the space is paused", () => {
    it("it should pay all the same", async () => {
      const { space, token, guardian, alice } = await loadFixture(booked);
      await space.connect(guardian).setPaused(true);
      await expect(space.connect(alice).withdraw(1, 16, ALL, alice, alice)).to.changeTokenBalance(
        ethers,
        token,
        alice,
        tokens(60),
      );
    });
  });

  describe("given the model is not settled", () => {
    it("it should settle it first and pay what the stake has become", async () => {
      const world = await loadFixture(booked);
      const { space, token, alice } = world;
      await closeRound(world, [GAIN]);
      // 60 + 2 % - 0.017 %, and a wei of the virtual share.
      const withdrawal = space.connect(alice).withdraw(1, 16, ALL, alice, alice);
      await expect(withdrawal).to.emit(space, "ModelSettled");
      await expect(withdrawal).to.changeTokenBalance(ethers, token, alice, tokens("61.1898") - 1n);
    });
  });

  describe("when the last share leaves", () => {
    it("it should burn the dust, free the tick and count the model as unstaked", async () => {
      const world = await loadFixture(booked);
      const { space, alice, bob } = world;
      await expire(world);
      await space.connect(bob).withdraw(1, 1, ALL, bob, bob);
      expect((await space.modelStatus(1)).bitmap).to.equal(1n << 16n);
      await closeRound(world, [GAIN]);
      await space.connect(alice).withdraw(1, 16, ALL, alice, alice);
      expect(await space.pool(1, 16)).to.deep.equal([0n, 0n, 0n]);
      expect((await space.modelStatus(1)).bitmap).to.equal(0);
      const { burned, stakedModels } = await space.accounts();
      expect(burned).to.equal(1);
      expect(stakedModels).to.equal(0);
    });
  });

  describe("when a part leaves", () => {
    it("it should burn the shares and keep the rest in the pool", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).withdraw(1, 16, tokens(20) * SHARES, alice, alice))
        .to.emit(space, "Transfer")
        .withArgs(alice.address, alice.address, ethers.ZeroAddress, ALICES, tokens(20) * SHARES);
      expect(await space.balanceOf(alice, ALICES)).to.equal(tokens(40) * SHARES);
      expect(await space.pool(1, 16)).to.deep.equal([tokens(40), tokens(40) * SHARES, tokens(40)]);
      expect((await space.accounts()).stakedModels).to.equal(1);
    });

    it("it should send the assets to the receiver", async () => {
      const { space, token, alice, carol } = await loadFixture(booked);
      expect(await space.connect(alice).withdraw.staticCall(1, 16, tokens(20) * SHARES, carol, alice)).to.equal(
        tokens(20),
      );
      const withdrawal = space.connect(alice).withdraw(1, 16, tokens(20) * SHARES, carol, alice);
      await expect(withdrawal).to.changeTokenBalances(
        ethers,
        token,
        [space, alice, carol],
        [-tokens(20), 0, tokens(20)],
      );
      expect((await space.accounts()).held).to.equal(tokens(1_100));
    });

    it("it should emit Withdrawn", async () => {
      const { space, alice, carol } = await loadFixture(booked);
      await expect(space.connect(alice).withdraw(1, 16, tokens(20) * SHARES, carol, alice))
        .to.emit(space, "Withdrawn")
        .withArgs(ALICES, alice.address, carol.address, tokens(20));
    });
  });

  describe("when the token refuses the receiver", () => {
    it("it should revert with the token's error, for that receiver only", async () => {
      const world = await loadFixture(deployedOnUnrulyToken);
      const { space, token, alice, bob } = world;
      await space.connect(alice).bid(1, 16, tokens(60), alice);
      await token.setRefused(alice, true);
      await expect(space.connect(alice).withdraw(1, 16, ALL, alice, alice))
        .to.be.revertedWithCustomError(token, "Refused")
        .withArgs(alice.address);
      await expect(space.connect(alice).withdraw(1, 16, ALL, bob, alice)).to.changeTokenBalance(
        ethers,
        token,
        bob,
        tokens(60),
      );
    });
  });

  describe("when the token calls back into the space", () => {
    it("it should revert with ReentrantCall", async () => {
      const { space, token, alice } = await loadFixture(deployedOnUnrulyToken);
      await space.connect(alice).bid(1, 16, tokens(60), alice);
      await token.setCallback(space, space.interface.encodeFunctionData("flushBurned"));
      await expect(space.connect(alice).withdraw(1, 16, ALL, alice, alice)).to.be.revertedWithCustomError(
        space,
        "ReentrantCall",
      );
    });
  });

  describe("given a model whose stake was never touched", () => {
    it("it should revert with ERC6909InsufficientBalance", async () => {
      const { space, alice } = await loadFixture(opened);
      await expect(space.connect(alice).withdraw(1, 16, 1, alice, alice))
        .to.be.revertedWithCustomError(space, "ERC6909InsufficientBalance")
        .withArgs(alice.address, 0, 1, ALICES);
    });
  });
});
