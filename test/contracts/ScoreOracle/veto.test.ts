import { expect } from "chai";

import { at, booked, ethers, loadFixture, scheduleOf, tokens, type World } from "../../helpers/contracts.js";
import { EVIDENCE, GAIN, LOSS, prepare, propose, type Proposal } from "../../helpers/contractsReports.js";

/** {@link booked}, with a report of round 1 pending. */
async function pending(): Promise<World & { proposal: Proposal }> {
  const world = await booked();
  return { ...world, proposal: await propose(world, [GAIN]) };
}

describe("ScoreOracle.veto", () => {
  describe("when the caller is not the guardian", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { oracle, governor } = await loadFixture(pending);
      await expect(oracle.connect(governor).veto(1, await oracle.proposedDigest(1)))
        .to.be.revertedWithCustomError(oracle, "AccessManagedUnauthorized")
        .withArgs(governor.address);
    });
  });

  describe("given no report is pending for the round", () => {
    it("it should revert with NoReportPending and veto nothing", async () => {
      const { oracle, space, guardian } = await loadFixture(booked);
      await expect(oracle.connect(guardian).veto(1, await oracle.proposedDigest(1)))
        .to.be.revertedWithCustomError(space, "NoReportPending")
        .withArgs(1);
      expect(await oracle.isVetoed(ethers.ZeroHash)).to.equal(false);
    });
  });

  describe("when it names another report than the one proposed last", () => {
    it("it should revert with WrongDigest and veto nothing", async () => {
      const { oracle, guardian, proposal } = await loadFixture(pending);
      await expect(oracle.connect(guardian).veto(1, EVIDENCE))
        .to.be.revertedWithCustomError(oracle, "WrongDigest")
        .withArgs(EVIDENCE, await oracle.digestOf(proposal.report));
      expect(await oracle.isVetoed(EVIDENCE)).to.equal(false);
    });
  });

  describe("when a second veto of one report comes after the next was proposed", () => {
    it("it should revert with WrongDigest and leave that one pending", async () => {
      const world = await loadFixture(pending);
      const { oracle, space, guardian, proposal } = world;
      const first = await oracle.digestOf(proposal.report);
      await oracle.connect(guardian).veto(1, first);
      await expect(oracle.connect(guardian).veto(1, first)).to.be.revertedWithCustomError(space, "NoReportPending");
      const next = await propose(world, [LOSS]);
      await expect(oracle.connect(guardian).veto(1, first))
        .to.be.revertedWithCustomError(oracle, "WrongDigest")
        .withArgs(first, await oracle.digestOf(next.report));
      expect((await space.roundStatus()).proposedAt).to.be.greaterThan(0);
    });
  });

  describe("when the challenge period has passed", () => {
    it("it should revert with TooLate", async () => {
      const world = await loadFixture(pending);
      const { finalFrom } = await scheduleOf(world);
      await at(finalFrom);
      await expect(world.oracle.connect(world.guardian).veto(1, await world.oracle.proposedDigest(1)))
        .to.be.revertedWithCustomError(world.space, "TooLate")
        .withArgs(finalFrom, finalFrom);
    });
  });

  describe("when the challenge period has not passed", () => {
    it("it should drop the report and refuse its digest for ever, to the last second", async () => {
      const world = await loadFixture(pending);
      const { oracle, space, guardian, proposal } = world;
      const digest = await oracle.digestOf(proposal.report);
      await at((await scheduleOf(world)).finalFrom - 1);
      const veto = oracle.connect(guardian).veto(1, await oracle.proposedDigest(1));
      await expect(veto).to.emit(oracle, "ReportVetoed").withArgs(1, digest);
      await expect(veto).to.emit(space, "ReportDropped").withArgs(1, tokens("2.4"));
      expect(await oracle.isVetoed(digest)).to.equal(true);
    });

    it("it should leave other reports of the round possible", async () => {
      const world = await loadFixture(pending);
      const { oracle, space, guardian } = world;
      await oracle.connect(guardian).veto(1, await oracle.proposedDigest(1));
      const { report, pages, signatures } = await prepare(world, [LOSS]);
      await expect(oracle.propose(report, [...pages], [...signatures])).to.emit(space, "ReportHeld");
    });
  });
});
