import { expect } from "chai";

import {
  at,
  bidFor,
  booked,
  DAY,
  ethers,
  loadFixture,
  missRounds,
  positionId,
  reachRecess,
  scheduleOf,
  SHARES,
  time,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { closeRound, GAIN, propose } from "../../helpers/contractsReports.js";

const ALL = tokens(60) * SHARES;
const CAROLS = tokens(5) * SHARES;

/** {@link booked}, with carol's 5 tokens idle at tick 0: filled stake ends at tick 1. */
async function withIdle(): Promise<World> {
  const world = await booked();
  await world.space.connect(world.alice).setOperator(world.carol, true);
  await bidFor(world, world.carol, 1, 0, tokens(5));
  return world;
}

/** {@link booked}, with 100 tokens of carol's at tick 40 that leave everybody else idle. */
async function outbid(): Promise<World> {
  const world = await booked();
  await bidFor(world, world.carol, 1, 40, tokens(100));
  return world;
}

describe("StakeSpace.move", () => {
  describe("given moves are paused", () => {
    it("it should revert with Paused", async () => {
      const { space, guardian, alice } = await loadFixture(booked);
      await space.connect(guardian).setPaused(true);
      await expect(space.connect(alice).move(1, 16, 17, ALL)).to.be.revertedWithCustomError(space, "Paused");
    });
  });

  describe("when both ticks are the same", () => {
    it("it should revert with SameTick", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).move(1, 16, 16, ALL))
        .to.be.revertedWithCustomError(space, "SameTick")
        .withArgs(16);
    });
  });

  describe("when the shares are zero", () => {
    it("it should revert with ZeroAmount", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).move(1, 16, 17, 0)).to.be.revertedWithCustomError(space, "ZeroAmount");
    });
  });

  describe("when the tick to move to is above 127", () => {
    it("it should revert with InvalidTick", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).move(1, 16, 128, ALL))
        .to.be.revertedWithCustomError(space, "InvalidTick")
        .withArgs(128);
    });
  });

  describe("when the tick to move from is above 127", () => {
    it("it should revert with ERC6909InsufficientBalance", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).move(1, 255, 16, 1))
        .to.be.revertedWithCustomError(space, "ERC6909InsufficientBalance")
        .withArgs(alice.address, 0, 1, positionId(1, 255));
    });
  });

  describe("when the model was never registered", () => {
    it("it should revert with UnknownModel", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).move(2, 16, 17, ALL))
        .to.be.revertedWithCustomError(space, "UnknownModel")
        .withArgs(2);
    });
  });

  describe("given the model is more than 16 rounds behind", () => {
    it("it should revert with NotSettled", async () => {
      const world = await loadFixture(booked);
      const { space, alice } = world;
      await missRounds(world, 17);
      await expect(space.connect(alice).move(1, 16, 17, ALL))
        .to.be.revertedWithCustomError(space, "NotSettled")
        .withArgs(1, 0, 17);
    });
  });

  describe("when the shares are more than the caller has", () => {
    it("it should revert with ERC6909InsufficientBalance, operator or not", async () => {
      const { space, alice, carol } = await loadFixture(withIdle);
      await expect(space.connect(alice).move(1, 16, 17, ALL + 1n))
        .to.be.revertedWithCustomError(space, "ERC6909InsufficientBalance")
        .withArgs(alice.address, ALL, ALL + 1n, positionId(1, 16));
      await expect(space.connect(carol).move(1, 16, 17, ALL))
        .to.be.revertedWithCustomError(space, "ERC6909InsufficientBalance")
        .withArgs(carol.address, 0, ALL, positionId(1, 16));
    });
  });

  describe("when the shares are the largest number there is", () => {
    it("it should move all that the caller has, a share sent ahead included", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await bidFor({ space }, bob, 1, 16, tokens(5));
      await space.connect(bob).transfer(alice, positionId(1, 16), 1);
      await expect(space.connect(alice).move(1, 16, 17, ALL)).to.be.revertedWithCustomError(
        space,
        "PositionBelowMinBid",
      );
      await space.connect(alice).move(1, 16, 17, ethers.MaxUint256);
      expect(await space.balanceOf(alice, positionId(1, 16))).to.equal(0);
      expect(await space.balanceOf(alice, positionId(1, 17))).to.equal(ALL);
    });

    it("it should revert with ZeroAmount where the caller has none", async () => {
      const { space, carol } = await loadFixture(booked);
      await expect(space.connect(carol).move(1, 16, 17, ethers.MaxUint256)).to.be.revertedWithCustomError(
        space,
        "ZeroAmount",
      );
    });
  });

  describe("when what stays is worth less than minBid", () => {
    it("it should revert with PositionBelowMinBid", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).move(1, 16, 17, ALL - SHARES))
        .to.be.revertedWithCustomError(space, "PositionBelowMinBid")
        .withArgs(positionId(1, 16), 1, tokens(1));
    });
  });

  describe("when what arrives is worth less than minBid", () => {
    it("it should revert with PositionBelowMinBid", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).move(1, 16, 17, SHARES))
        .to.be.revertedWithCustomError(space, "PositionBelowMinBid")
        .withArgs(positionId(1, 17), 1, tokens(1));
    });
  });

  describe("when less than a token wei would move", () => {
    it("it should revert with ZeroAmount", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).move(1, 16, 17, SHARES - 1n)).to.be.revertedWithCustomError(
        space,
        "ZeroAmount",
      );
    });
  });

  describe("when the round is bidding", () => {
    it("it should move down in the last second before the quiet period", async () => {
      const world = await loadFixture(booked);
      const { space, alice } = world;
      await at((await scheduleOf(world)).quietFrom - 1);
      await space.connect(alice).move(1, 16, 0, ALL);
      expect(await space.positionAssets(alice, 1, 0)).to.equal(tokens(60));
    });

    it("it should move up", async () => {
      const { space, alice } = await loadFixture(booked);
      await space.connect(alice).move(1, 16, 127, ALL);
      expect(await space.positionAssets(alice, 1, 127)).to.equal(tokens(60));
    });
  });

  describe("when the round is quiet", () => {
    it("it should revert with QuietPeriod when moving down, from its first second", async () => {
      const world = await loadFixture(booked);
      const { space, alice } = world;
      const { quietFrom } = await scheduleOf(world);
      await at(quietFrom);
      await expect(space.connect(alice).move(1, 16, 15, ALL))
        .to.be.revertedWithCustomError(space, "QuietPeriod")
        .withArgs(quietFrom, quietFrom);
    });

    it("it should move up to its last second", async () => {
      const world = await loadFixture(booked);
      const { space, alice } = world;
      await at((await scheduleOf(world)).locksAt - 1);
      await space.connect(alice).move(1, 16, 17, ALL);
      expect(await space.positionAssets(alice, 1, 17)).to.equal(tokens(60));
    });
  });

  describe("when the book is frozen", () => {
    describe("given the stake is filled", () => {
      it("it should revert with StakeLocked, up and down", async () => {
        const world = await loadFixture(withIdle);
        const { space, alice } = world;
        await at((await scheduleOf(world)).locksAt);
        await expect(space.connect(alice).move(1, 16, 17, ALL))
          .to.be.revertedWithCustomError(space, "StakeLocked")
          .withArgs(1, 17, 1);
        await expect(space.connect(alice).move(1, 16, 0, ALL))
          .to.be.revertedWithCustomError(space, "StakeLocked")
          .withArgs(1, 16, 1);
      });
    });

    describe("given the stake is idle", () => {
      describe("when the tick to move to is idle", () => {
        it("it should move up and down", async () => {
          const world = await loadFixture(outbid);
          const { space, alice } = world;
          await at((await scheduleOf(world)).locksAt);
          await space.connect(alice).move(1, 16, 39, ALL);
          expect(await space.positionAssets(alice, 1, 39)).to.equal(tokens(60));
          await space.connect(alice).move(1, 39, 2, ALL);
          expect(await space.positionAssets(alice, 1, 2)).to.equal(tokens(60));
        });
      });

      describe("when the tick to move to is the price tick", () => {
        it("it should revert with StakeLocked", async () => {
          const world = await loadFixture(withIdle);
          const { space, carol } = world;
          await at((await scheduleOf(world)).locksAt);
          await expect(space.connect(carol).move(1, 0, 1, CAROLS))
            .to.be.revertedWithCustomError(space, "StakeLocked")
            .withArgs(1, 1, 1);
        });
      });
    });

    describe("given a report is pending", () => {
      it("it should revert with ReportPending", async () => {
        const world = await loadFixture(outbid);
        const { space, alice } = world;
        await propose(world, [GAIN]);
        await expect(space.connect(alice).move(1, 16, 17, ALL))
          .to.be.revertedWithCustomError(space, "ReportPending")
          .withArgs(1);
      });
    });
  });

  describe("given a recess", () => {
    it("it should move up and down at any time", async () => {
      const world = await loadFixture(booked);
      const { space, alice } = world;
      await reachRecess(world);
      await time.increase(400 * DAY);
      await space.connect(alice).move(1, 16, 127, ALL);
      await space.connect(alice).move(1, 127, 0, ALL);
      expect(await space.positionAssets(alice, 1, 0)).to.equal(tokens(60));
    });
  });

  describe("given the model is not settled", () => {
    it("it should settle it first and move what the stake has become", async () => {
      const world = await loadFixture(booked);
      const { space, alice } = world;
      await closeRound(world, [GAIN]);
      const assets = tokens("61.1898") - 1n;
      const movement = space.connect(alice).move(1, 16, 17, ALL);
      await expect(movement).to.emit(space, "ModelSettled");
      await expect(movement)
        .to.emit(space, "Moved")
        .withArgs(1, alice.address, 16, 17, assets, assets * SHARES);
    });
  });

  describe("when nothing stands in the way", () => {
    it("it should burn the shares at one tick and mint those the assets buy at the other", async () => {
      const { space, alice } = await loadFixture(booked);
      const [moved, left] = [tokens(20) * SHARES, tokens(40) * SHARES];
      expect(await space.connect(alice).move.staticCall(1, 16, 17, moved)).to.equal(moved);
      const movement = space.connect(alice).move(1, 16, 17, moved);
      await expect(movement)
        .to.emit(space, "Transfer")
        .withArgs(alice.address, alice.address, ethers.ZeroAddress, positionId(1, 16), moved);
      await expect(movement)
        .to.emit(space, "Transfer")
        .withArgs(alice.address, ethers.ZeroAddress, alice.address, positionId(1, 17), moved);
      expect(await space.balanceOf(alice, positionId(1, 16))).to.equal(left);
      expect(await space.balanceOf(alice, positionId(1, 17))).to.equal(moved);
      expect(await space.pool(1, 16)).to.deep.equal([tokens(40), left, tokens(40)]);
      expect(await space.pool(1, 17)).to.deep.equal([tokens(20), moved, tokens(20)]);
    });

    it("it should move no tokens", async () => {
      const { space, token, alice } = await loadFixture(booked);
      await expect(space.connect(alice).move(1, 16, 17, ALL)).to.changeTokenBalances(
        ethers,
        token,
        [space, alice],
        [0, 0],
      );
      expect((await space.accounts()).held).to.equal(tokens(1_120));
    });

    it("it should keep the model staked and its ticks right when a whole pool moves", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await space.connect(bob).move(1, 1, 16, ALL);
      expect((await space.modelStatus(1)).bitmap).to.equal(1n << 16n);
      await space.connect(alice).withdraw(1, 16, ALL, alice, alice);
      await space.connect(bob).move(1, 16, 5, ALL);
      expect((await space.modelStatus(1)).bitmap).to.equal(1n << 5n);
      expect((await space.accounts()).stakedModels).to.equal(1);
    });

    it("it should emit Moved", async () => {
      const { space, alice } = await loadFixture(booked);
      await expect(space.connect(alice).move(1, 16, 17, ALL))
        .to.emit(space, "Moved")
        .withArgs(1, alice.address, 16, 17, tokens(60), ALL);
    });
  });
});
