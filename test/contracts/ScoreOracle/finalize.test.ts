import { expect } from "chai";

import { at, booked, loadFixture, scheduleOf, type World } from "../../helpers/contracts.js";
import { GAIN, propose, type Proposal } from "../../helpers/contractsReports.js";

/** {@link booked}, with a report of round 1 pending. */
async function pending(): Promise<World & { proposal: Proposal }> {
  const world = await booked();
  return { ...world, proposal: await propose(world, [GAIN]) };
}

describe("ScoreOracle.finalize", () => {
  describe("given no report is pending for the round", () => {
    it("it should revert with NoReportPending", async () => {
      const { oracle, space } = await loadFixture(booked);
      await expect(oracle.finalize(1)).to.be.revertedWithCustomError(space, "NoReportPending").withArgs(1);
    });
  });

  describe("given the report was vetoed", () => {
    it("it should revert with NoReportPending", async () => {
      const world = await loadFixture(pending);
      const { finalFrom } = await scheduleOf(world);
      await world.oracle.connect(world.guardian).veto(1, await world.oracle.proposedDigest(1));
      await at(finalFrom);
      await expect(world.oracle.finalize(1)).to.be.revertedWithCustomError(world.space, "NoReportPending").withArgs(1);
    });
  });

  describe("when the challenge period has not passed", () => {
    it("it should revert with TooEarly to its last second", async () => {
      const world = await loadFixture(pending);
      const { finalFrom } = await scheduleOf(world);
      await at(finalFrom - 1);
      await expect(world.oracle.finalize(1))
        .to.be.revertedWithCustomError(world.space, "TooEarly")
        .withArgs(finalFrom, finalFrom - 1);
    });
  });

  describe("when the challenge period has passed", () => {
    it("it should close the round, whoever calls", async () => {
      const world = await loadFixture(pending);
      const { oracle, space, stranger, proposal } = world;
      const digest = await oracle.digestOf(proposal.report);
      await at((await scheduleOf(world)).finalFrom);
      const finality = oracle.connect(stranger).finalize(1);
      await expect(finality).to.emit(oracle, "ReportFinalized").withArgs(1, digest);
      await expect(finality).to.emit(space, "RoundClosed").withArgs(1, 1);
      expect((await space.roundStatus()).round).to.equal(2);
    });

    it("it should do so once", async () => {
      const world = await loadFixture(pending);
      await at((await scheduleOf(world)).finalFrom);
      await world.oracle.finalize(1);
      await expect(world.oracle.finalize(1)).to.be.revertedWithCustomError(world.space, "NoReportPending").withArgs(1);
    });
  });
});
