import { expect } from "chai";

import {
  at,
  deploy,
  ethers,
  expire,
  fieldsOf,
  loadFixture,
  opened,
  reachRecess,
  scheduleOf,
} from "../../helpers/contracts.js";
import { ROOT, sealRound, signReport, signSeal, reportOf, GAIN } from "../../helpers/contractsReports.js";

const OTHER = ethers.id("other submissions");

describe("ScoreOracle.seal", () => {
  describe("when the round is not the open one", () => {
    it("it should revert with WrongRound", async () => {
      const world = await loadFixture(opened);
      const { oracle, space, reporters } = world;
      for (const round of [0n, 2n]) {
        const signatures = await signSeal(world, { round, root: ROOT, sequence: 1n }, reporters.slice(0, 2));
        await expect(oracle.seal(round, ROOT, signatures))
          .to.be.revertedWithCustomError(space, "WrongRound")
          .withArgs(round, 1);
      }
    });
  });

  describe("when the round has locked", () => {
    it("it should revert with SealingClosed, from the first second on", async () => {
      const world = await loadFixture(opened);
      const { oracle, reporters } = world;
      const { locksAt } = await scheduleOf(world);
      const signatures = await signSeal(world, { round: 1n, root: ROOT, sequence: 1n }, reporters.slice(0, 2));
      await at(locksAt);
      await expect(oracle.seal(1, ROOT, signatures))
        .to.be.revertedWithCustomError(oracle, "SealingClosed")
        .withArgs(locksAt, locksAt);
    });
  });

  describe("when the root is zero", () => {
    it("it should revert with InvalidRoot", async () => {
      const { oracle } = await loadFixture(opened);
      await expect(oracle.seal(1, ethers.ZeroHash, [])).to.be.revertedWithCustomError(oracle, "InvalidRoot");
    });
  });

  describe("when there are fewer signatures than the quorum", () => {
    it("it should revert with QuorumNotReached", async () => {
      const world = await loadFixture(opened);
      const { oracle, reporters } = world;
      const signatures = await signSeal(world, { round: 1n, root: ROOT, sequence: 1n }, reporters.slice(0, 1));
      await expect(oracle.seal(1, ROOT, signatures))
        .to.be.revertedWithCustomError(oracle, "QuorumNotReached")
        .withArgs(1, 2);
    });
  });

  describe("when a signature is not a reporter's", () => {
    it("it should revert with NotReporter", async () => {
      const world = await loadFixture(opened);
      const { oracle, reporters, alice } = world;
      const seal = { round: 1n, root: ROOT, sequence: 1n };
      await expect(oracle.seal(1, ROOT, await signSeal(world, seal, [reporters[0], alice])))
        .to.be.revertedWithCustomError(oracle, "NotReporter")
        .withArgs(alice.address);
    });
  });

  describe("when the signatures are for another root, round, sequence or purpose", () => {
    it("it should revert with NotReporter", async () => {
      const world = await loadFixture(opened);
      const { oracle, reporters } = world;
      const two = reporters.slice(0, 2);
      const others = [
        await signSeal(world, { round: 1n, root: OTHER, sequence: 1n }, two),
        await signSeal(world, { round: 2n, root: ROOT, sequence: 1n }, two),
        await signSeal(world, { round: 1n, root: ROOT, sequence: 2n }, two),
        await signReport(world, await reportOf(world, [GAIN]), two),
      ];
      for (const signatures of others) {
        await expect(oracle.seal(1, ROOT, signatures)).to.be.revertedWithCustomError(oracle, "NotReporter");
      }
    });
  });

  describe("when the signatures sealed the round before", () => {
    it("it should revert with NotReporter, so that nobody undoes a later seal", async () => {
      const world = await loadFixture(opened);
      const { oracle, reporters } = world;
      const first = await signSeal(world, { round: 1n, root: ROOT, sequence: 1n }, reporters.slice(0, 2));
      await oracle.seal(1, ROOT, first);
      await sealRound(world, OTHER);
      await expect(oracle.seal(1, ROOT, first)).to.be.revertedWithCustomError(oracle, "NotReporter");
      expect(await oracle.sealOf(1)).to.equal(OTHER);
    });
  });

  describe("given there are no reporters", () => {
    it("it should revert with QuorumNotReached", async () => {
      const { manager, token, registry, space } = await loadFixture(opened);
      const oracle = await deploy("ScoreOracle", [manager]);
      const parameters = fieldsOf(await space.parameters());
      const other = await deploy("StakeSpace", [token, registry, oracle, oracle, manager, parameters]);
      await oracle.setStakeSpace(other);
      await expect(oracle.seal(1, ROOT, []))
        .to.be.revertedWithCustomError(oracle, "QuorumNotReached")
        .withArgs(0, 0);
    });
  });

  describe("when a quorum signed it before the lock", () => {
    it("it should keep the root and emit Sealed, whoever sends it, to the last second", async () => {
      const world = await loadFixture(opened);
      const { oracle, reporters, stranger } = world;
      const signatures = await signSeal(world, { round: 1n, root: ROOT, sequence: 1n }, reporters.slice(1));
      await at((await scheduleOf(world)).locksAt - 1);
      await expect(oracle.connect(stranger).seal(1, ROOT, signatures))
        .to.emit(oracle, "Sealed")
        .withArgs(1, ROOT, 1);
      expect(await oracle.sealOf(1)).to.equal(ROOT);
    });

    it("it should let the last of several count, with a sequence of its own", async () => {
      const world = await loadFixture(opened);
      await sealRound(world);
      await sealRound(world, OTHER);
      expect(await world.oracle.nextSealSequence()).to.equal(3);
      expect(await world.oracle.sealOf(1)).to.equal(OTHER);
    });

    it("it should begin each round's sequence with 1 and leave earlier rounds sealed", async () => {
      const world = await loadFixture(opened);
      await sealRound(world);
      await expire(world);
      expect(await world.oracle.nextSealSequence()).to.equal(1);
      expect(await world.oracle.sealOf(2)).to.equal(ethers.ZeroHash);
      await sealRound(world, OTHER);
      expect([await world.oracle.sealOf(1), await world.oracle.sealOf(2)]).to.deep.equal([ROOT, OTHER]);
    });
  });

  describe("given the round is in recess", () => {
    it("it should seal it, and again after it is resumed", async () => {
      const world = await loadFixture(opened);
      await reachRecess(world);
      await sealRound(world);
      await world.space.connect(world.governor).resume();
      await sealRound(world, OTHER);
      expect(await world.oracle.sealOf(4)).to.equal(OTHER);
    });
  });

  describe("given the guardian paused", () => {
    it("it should seal all the same: nothing comes in by it", async () => {
      const world = await loadFixture(opened);
      await world.space.connect(world.guardian).setPaused(true);
      await sealRound(world);
      expect(await world.oracle.sealOf(1)).to.equal(ROOT);
    });
  });
});
