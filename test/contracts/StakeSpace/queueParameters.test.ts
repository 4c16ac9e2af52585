import { expect } from "chai";

import { DEFAULT_PARAMETERS } from "../../../scripts/twin/parameters.js";
import { at, bidFor, booked, DAY, ethers, expire, loadFixture, scheduleOf, tokens } from "../../helpers/contracts.js";
import { closeRound, GAIN } from "../../helpers/contractsReports.js";

const NEXT = { ...DEFAULT_PARAMETERS, minBid: tokens(2), biddingPeriod: 5 * DAY, returnClip: tokens("0.01") };

describe("StakeSpace.queueParameters", () => {
  describe("when the caller is not the governor", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { space, guardian } = await loadFixture(booked);
      await expect(space.connect(guardian).queueParameters(NEXT))
        .to.be.revertedWithCustomError(space, "AccessManagedUnauthorized")
        .withArgs(guardian.address);
    });
  });

  describe("when a parameter is out of bounds", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      const { space, governor } = await loadFixture(booked);
      const bounds = await ethers.getContractFactory("ParameterBounds");
      await expect(space.connect(governor).queueParameters({ ...NEXT, maxMissedRounds: 13 }))
        .to.be.revertedWithCustomError(bounds, "ParameterOutOfBounds")
        .withArgs(ethers.encodeBytes32String("maxMissedRounds"), 13, 1, 12);
    });
  });

  describe("when they are within bounds", () => {
    it("it should emit ParametersQueued", async () => {
      const { space, governor } = await loadFixture(booked);
      await expect(space.connect(governor).queueParameters(NEXT))
        .to.emit(space, "ParametersQueued")
        .withArgs(2, Object.values(NEXT));
    });

    it("it should leave the open round's parameters as they are", async () => {
      const world = await loadFixture(booked);
      const { space, governor, carol } = world;
      await space.connect(governor).queueParameters(NEXT);
      expect((await space.parameters()).minBid).to.equal(tokens(1));
      await bidFor(world, carol, 1, 0, tokens(1));
      const { p, queued } = await space.queuedParameters();
      expect([p.minBid, queued]).to.deep.equal([tokens(2), true]);
    });

    it("it should replace those queued before", async () => {
      const world = await loadFixture(booked);
      const { space, governor } = world;
      await space.connect(governor).queueParameters(NEXT);
      await space.connect(governor).queueParameters({ ...NEXT, minBid: tokens(3) });
      await expire(world);
      expect((await space.parameters()).minBid).to.equal(tokens(3));
      expect((await space.roundRecord(2)).parametersId).to.equal(2);
    });
  });

  describe("when the next round opens", () => {
    it("it should play it with them", async () => {
      const world = await loadFixture(booked);
      const { space, governor, carol } = world;
      await space.connect(governor).queueParameters(NEXT);
      const { reportBy } = await scheduleOf(world);
      await at(reportBy);
      await expect(space.expireRound())
        .to.emit(space, "RoundOpened")
        .withArgs(2, reportBy, reportBy + 5 * DAY, 2);
      await expect(space.connect(carol).bid(1, 0, tokens(2) - 1n, carol)).to.be.revertedWithCustomError(
        space,
        "PositionBelowMinBid",
      );
      expect((await space.queuedParameters()).queued).to.equal(false);
    });

    it("it should settle the rounds before it with their own", async () => {
      const world = await loadFixture(booked);
      const { space, governor } = world;
      await space.connect(governor).queueParameters(NEXT);
      await closeRound(world, [GAIN]);
      await closeRound(world, [GAIN]);
      await space["settle(uint256,uint256)"](1, 1);
      // Round 1 pays 2 %, round 2 at most its returnClip of 1 %.
      expect((await space.pool(1, 16)).assets).to.equal(tokens("61.801698"));
      expect((await space.parametersById(1)).returnClip).to.equal(tokens("0.05"));
    });
  });
});
