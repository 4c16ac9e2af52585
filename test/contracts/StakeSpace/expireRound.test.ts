import { expect } from "chai";

import {
  at,
  booked,
  DAY,
  deployedOnUnrulyToken,
  expire,
  loadFixture,
  missRounds,
  RECESS,
  opened,
  reachRecess,
  scheduleOf,
  time,
  tokens,
} from "../../helpers/contracts.js";
import { closeRound, GAIN, propose } from "../../helpers/contractsReports.js";

const EXPIRED = 2;

describe("StakeSpace.expireRound", () => {
  describe("when reportBy has not come", () => {
    it("it should revert with TooEarly in the last second before it", async () => {
      const world = await loadFixture(opened);
      const { reportBy } = await scheduleOf(world);
      await at(reportBy - 1);
      await expect(world.space.expireRound())
        .to.be.revertedWithCustomError(world.space, "TooEarly")
        .withArgs(reportBy, reportBy - 1);
    });
  });

  describe("when reportBy has come", () => {
    it("it should close the round as expired, whoever calls", async () => {
      const world = await loadFixture(opened);
      await at((await scheduleOf(world)).reportBy);
      await expect(world.space.connect(world.stranger).expireRound())
        .to.emit(world.space, "RoundClosed")
        .withArgs(1, EXPIRED);
      expect((await world.space.roundRecord(1)).outcome).to.equal(EXPIRED);
    });

    it("it should open the next round at that moment", async () => {
      const world = await loadFixture(opened);
      const { reportBy } = await scheduleOf(world);
      await at(reportBy + 5);
      await expect(world.space.expireRound())
        .to.emit(world.space, "RoundOpened")
        .withArgs(2, reportBy + 5, reportBy + 5 + 3 * DAY, 1);
      const { round, opensAt, locksAt } = await world.space.roundStatus();
      expect([round, opensAt, locksAt]).to.deep.equal([2n, BigInt(reportBy + 5), BigInt(reportBy + 5 + 3 * DAY)]);
    });

    it("it should count the missed round", async () => {
      const world = await loadFixture(opened);
      await expire(world);
      await expire(world);
      const { missedRounds, lastReported } = await world.space.roundStatus();
      expect([missedRounds, lastReported]).to.deep.equal([2n, 0n]);
    });
  });

  describe("given maxMissedRounds rounds in a row were missed", () => {
    it("it should open the next one in recess", async () => {
      const world = await loadFixture(opened);
      await missRounds(world, 2);
      const { reportBy } = await scheduleOf(world);
      await at(reportBy);
      await expect(world.space.expireRound()).to.emit(world.space, "RoundOpened").withArgs(4, reportBy, RECESS, 1);
      expect((await world.space.roundStatus()).missedRounds).to.equal(3);
    });
  });

  describe("given a recess was ended and its round missed again", () => {
    it("it should open the next one in recess at once", async () => {
      const world = await loadFixture(opened);
      await missRounds(world, 3);
      await expire(world);
      expect((await world.space.roundStatus()).locksAt).to.equal(RECESS);
    });
  });

  describe("given a round was reported since", () => {
    it("it should count missed rounds from there", async () => {
      const world = await loadFixture(opened);
      await missRounds(world, 2);
      await closeRound(world, [GAIN]);
      await expire(world);
      const { missedRounds, locksAt } = await world.space.roundStatus();
      expect(missedRounds).to.equal(1);
      expect(locksAt).to.be.lessThan(RECESS);
    });
  });

  describe("given a recess", () => {
    it("it should revert with TooEarly", async () => {
      const world = await loadFixture(opened);
      await reachRecess(world);
      const later = (await time.latest()) + 1_000 * DAY;
      await at(later);
      await expect(world.space.expireRound())
        .to.be.revertedWithCustomError(world.space, "TooEarly")
        .withArgs(RECESS, later);
    });
  });

  describe("given a report is pending", () => {
    describe("when seven days past reportBy and a challenge period have not passed", () => {
      it("it should revert with TooEarly in the last second before", async () => {
        const world = await loadFixture(booked);
        await propose(world, [GAIN]);
        const from = (await scheduleOf(world)).reportBy + DAY + 7 * DAY;
        await at(from - 1);
        await expect(world.space.expireRound())
          .to.be.revertedWithCustomError(world.space, "TooEarly")
          .withArgs(from, from - 1);
      });
    });

    describe("when they have passed", () => {
      it("it should give the reserve back and close the round as expired", async () => {
        const world = await loadFixture(booked);
        const { space } = world;
        await propose(world, [GAIN]);
        expect((await space.accounts()).treasury).to.equal(tokens("997.6"));
        await at((await scheduleOf(world)).reportBy + 8 * DAY);
        await expect(space.expireRound()).to.emit(space, "RoundClosed").withArgs(1, EXPIRED);
        expect((await space.accounts()).treasury).to.equal(tokens(1_000));
        expect((await space.roundRecord(1)).reserve).to.equal(0);
        expect((await space.roundStatus()).proposedAt).to.equal(0);
      });
    });
  });

  describe("given the space is paused", () => {
    it("it should close the round all the same", async () => {
      const world = await loadFixture(opened);
      await world.space.connect(world.guardian).setPaused(true);
      await expire(world);
      expect((await world.space.roundStatus()).round).to.equal(2);
    });
  });

  describe("when the token calls back into the space", () => {
    it("it should open the next round without paying the queued withdrawal", async () => {
      const world = await loadFixture(deployedOnUnrulyToken);
      const { space, token, governor, carol } = world;
      await space.connect(governor).queueTreasuryWithdrawal(tokens(1), carol);
      await token.setCallback(space, space.interface.encodeFunctionData("flushBurned"));
      await at((await scheduleOf(world)).reportBy);
      await expect(space.expireRound()).to.emit(space, "TreasuryWithdrawalFailed").withArgs(carol.address, tokens(1));
      expect((await space.roundStatus()).round).to.equal(2);
      expect((await space.accounts()).treasury).to.equal(tokens(1_000));
    });
  });
});
