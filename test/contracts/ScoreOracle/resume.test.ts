import { expect } from "chai";

import { at, DAY, loadFixture, opened, reachRecess, time, type World } from "../../helpers/contracts.js";
import { signResume } from "../../helpers/contractsReports.js";

/** Round 4 is in recess. */
async function inRecess(): Promise<World> {
  const world = await opened();
  await reachRecess(world);
  return world;
}

describe("ScoreOracle.resume", () => {
  describe("when there are fewer signatures than the quorum", () => {
    it("it should revert with QuorumNotReached", async () => {
      const world = await loadFixture(inRecess);
      const signatures = await signResume(world, 4n, [world.reporters[1]]);
      await expect(world.oracle.resume(4, signatures))
        .to.be.revertedWithCustomError(world.oracle, "QuorumNotReached")
        .withArgs(1, 2);
    });
  });

  describe("when a signature is not a reporter's", () => {
    it("it should revert with NotReporter", async () => {
      const world = await loadFixture(inRecess);
      const signatures = await signResume(world, 4n, [world.reporters[1], world.alice]);
      await expect(world.oracle.resume(4, signatures))
        .to.be.revertedWithCustomError(world.oracle, "NotReporter")
        .withArgs(world.alice.address);
    });
  });

  describe("when a reporter's signature appears twice", () => {
    it("it should revert with DuplicateSignature", async () => {
      const world = await loadFixture(inRecess);
      const signatures = await signResume(world, 4n, [world.reporters[1], world.reporters[1]]);
      await expect(world.oracle.resume(4, signatures))
        .to.be.revertedWithCustomError(world.oracle, "DuplicateSignature")
        .withArgs(world.reporters[1].address);
    });
  });

  describe("when another round was signed", () => {
    it("it should revert with NotReporter", async () => {
      const world = await loadFixture(inRecess);
      const signatures = await signResume(world, 3n, world.reporters);
      await expect(world.oracle.resume(4, signatures)).to.be.revertedWithCustomError(world.oracle, "NotReporter");
    });
  });

  describe("when the round is not the open one", () => {
    it("it should revert with WrongRound", async () => {
      const world = await loadFixture(inRecess);
      const signatures = await signResume(world, 3n, world.reporters);
      await expect(world.oracle.resume(3, signatures))
        .to.be.revertedWithCustomError(world.space, "WrongRound")
        .withArgs(3, 4);
    });
  });

  describe("given no recess", () => {
    it("it should revert with NotInRecess", async () => {
      const world = await loadFixture(opened);
      const signatures = await signResume(world, 1n, world.reporters);
      await expect(world.oracle.resume(1, signatures)).to.be.revertedWithCustomError(world.space, "NotInRecess");
    });
  });

  describe("when a quorum signed it", () => {
    it("it should end the recess, whoever calls", async () => {
      const world = await loadFixture(inRecess);
      const signatures = await signResume(world, 4n, world.reporters.slice(1));
      const now = (await time.latest()) + 5;
      await at(now);
      await expect(world.oracle.connect(world.stranger).resume(4, signatures))
        .to.emit(world.space, "Resumed")
        .withArgs(4, now + 3 * DAY);
    });
  });
});
