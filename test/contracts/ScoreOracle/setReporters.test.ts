import { expect } from "chai";

import {
  bidFor,
  booked,
  deploy,
  ethers,
  expire,
  fieldsOf,
  loadFixture,
  opened,
  SINK,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import {
  closeRound,
  GAIN,
  LOSS,
  prepare,
  reachReporting,
  sealRound,
  signReport,
} from "../../helpers/contractsReports.js";

/** Addresses that differ. */
const some = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => ethers.toBeHex(BigInt(index) + 1n, 20)).map((address) =>
    ethers.getAddress(address),
  );

/** A deployment with a model and no reporters. */
async function unreported(): Promise<World> {
  const world = await opened();
  const { manager, token } = world;
  const registry = await deploy("ModelRegistry", [manager]);
  const oracle = await deploy("ScoreOracle", [manager]);
  const parameters = fieldsOf(await world.space.parameters());
  const space = await deploy("StakeSpace", [token, registry, oracle, SINK, manager, parameters]);
  await registry.setStakeSpace(space);
  await oracle.setStakeSpace(space);
  await token.connect(world.owner).approve(registry, ethers.MaxUint256);
  await token.connect(world.alice).approve(space, ethers.MaxUint256);
  await registry.connect(world.owner).register("model-1", "", ethers.MaxUint256);
  return { ...world, registry, oracle, space };
}

describe("ScoreOracle.setReporters", () => {
  describe("when the caller is not the governor", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { oracle, guardian } = await loadFixture(opened);
      await expect(oracle.connect(guardian).setReporters(some(1), 1))
        .to.be.revertedWithCustomError(oracle, "AccessManagedUnauthorized")
        .withArgs(guardian.address);
    });
  });

  describe("when the quorum is zero", () => {
    it("it should revert with InvalidQuorum", async () => {
      const { oracle, governor } = await loadFixture(opened);
      await expect(oracle.connect(governor).setReporters(some(3), 0))
        .to.be.revertedWithCustomError(oracle, "InvalidQuorum")
        .withArgs(0, 3);
    });
  });

  describe("when the quorum is above the number of reporters", () => {
    it("it should revert with InvalidQuorum", async () => {
      const { oracle, governor } = await loadFixture(opened);
      await expect(oracle.connect(governor).setReporters(some(3), 4))
        .to.be.revertedWithCustomError(oracle, "InvalidQuorum")
        .withArgs(4, 3);
    });
  });

  describe("when there are more than 32 reporters", () => {
    it("it should revert with InvalidQuorum", async () => {
      const { oracle, governor } = await loadFixture(opened);
      await expect(oracle.connect(governor).setReporters(some(33), 1))
        .to.be.revertedWithCustomError(oracle, "InvalidQuorum")
        .withArgs(1, 33);
    });
  });

  describe("when a reporter is the zero address", () => {
    it("it should revert with InvalidReporter", async () => {
      const { oracle, governor } = await loadFixture(opened);
      await expect(oracle.connect(governor).setReporters([...some(1), ethers.ZeroAddress], 1))
        .to.be.revertedWithCustomError(oracle, "InvalidReporter")
        .withArgs(ethers.ZeroAddress);
    });
  });

  describe("when a reporter is named twice", () => {
    it("it should revert with InvalidReporter", async () => {
      const { oracle, governor } = await loadFixture(opened);
      const [one, two] = some(2);
      await expect(oracle.connect(governor).setReporters([one!, two!, one!], 1))
        .to.be.revertedWithCustomError(oracle, "InvalidReporter")
        .withArgs(one);
    });
  });

  describe("when there are 32 distinct reporters", () => {
    it("it should name them all, with a quorum of all", async () => {
      const world = await loadFixture(opened);
      const { oracle, governor } = world;
      await oracle.connect(governor).setReporters(some(32), 32);
      await expire(world);
      expect(await oracle.reporters()).to.deep.equal(some(32));
      expect(await oracle.quorum()).to.equal(32);
    });
  });

  describe("given there are reporters", () => {
    it("it should name the next round's, and leave this round's, and emit ReportersSet", async () => {
      const world = await loadFixture(opened);
      const { oracle, governor, reporters, alice } = world;
      const before = reporters.map(({ address }) => address);
      const next = [reporters[2].address, alice.address];
      await expect(oracle.connect(governor).setReporters(next, 1)).to.emit(oracle, "ReportersSet").withArgs(next, 1, 2);
      expect([await oracle.reporters(), await oracle.quorum()]).to.deep.equal([before, 2n]);
      expect(await oracle.queuedReporters()).to.deep.equal([next, 1n, 2n]);
      await expire(world);
      expect([await oracle.reporters(), await oracle.quorum()]).to.deep.equal([next, 1n]);
      expect(await oracle.queuedReporters()).to.deep.equal([[], 0n, 0n]);
    });

    it("it should be no way to sign for the lock there is, however long before it (R1)", async () => {
      const world = await loadFixture(booked);
      const { oracle, governor, alice, bob } = world;
      await sealRound(world);
      await oracle.connect(governor).setReporters([alice, bob], 2);
      const stolen = await prepare(world, [LOSS]);
      const signatures = await signReport(world, stolen.report, [alice, bob]);
      await reachReporting(world);
      await expect(oracle.propose(stolen.report, [...stolen.pages], signatures))
        .to.be.revertedWithCustomError(oracle, "NotReporter")
        .withArgs(alice.address);
      // Those of the round still report it, and whoever mistrusts the new ones leaves before the next lock.
      await closeRound(world, [GAIN]);
      expect(await oracle.reporters()).to.deep.equal([alice.address, bob.address]);
      await world.space.connect(bob).withdraw(1, 1, ethers.MaxUint256, bob, bob);
    });

    it("it should replace a set that waits, and name again whoever was dropped", async () => {
      const world = await loadFixture(opened);
      const { oracle, governor, reporters } = world;
      await oracle.connect(governor).setReporters(some(3), 3);
      const next = [reporters[1].address, reporters[0].address];
      await oracle.connect(governor).setReporters(next, 2);
      expect(await oracle.reporters()).to.deep.equal(reporters.map(({ address }) => address));
      await expire(world);
      expect([await oracle.reporters(), await oracle.quorum()]).to.deep.equal([next, 2n]);
    });
  });

  describe("given there are no reporters", () => {
    it("it should name them at once before the oracle is connected", async () => {
      const { manager, admin } = await loadFixture(opened);
      const oracle = await deploy("ScoreOracle", [manager]);
      await oracle.connect(admin).setReporters(some(2), 1);
      expect([await oracle.reporters(), await oracle.quorum()]).to.deep.equal([some(2), 1n]);
    });

    it("it should name them at once while nobody has stake", async () => {
      const { oracle } = await loadFixture(unreported);
      await expect(oracle.setReporters(some(2), 1))
        .to.emit(oracle, "ReportersSet")
        .withArgs(some(2), 1, 1);
      expect(await oracle.reporters()).to.deep.equal(some(2));
    });

    it("it should name the next round's when somebody has", async () => {
      const world = await loadFixture(unreported);
      const { oracle } = world;
      await bidFor(world, world.alice, 1, 16, tokens(60));
      await oracle.setReporters(some(2), 1);
      expect(await oracle.reporters()).to.deep.equal([]);
      expect(await oracle.queuedReporters()).to.deep.equal([some(2), 1n, 2n]);
    });
  });
});
