import { expect } from "chai";

import { ethers, loadFixture, opened } from "../../helpers/contracts.js";

/** Addresses that differ. */
const some = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => ethers.toBeHex(BigInt(index) + 1n, 20)).map((address) =>
    ethers.getAddress(address),
  );

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
      const { oracle, governor } = await loadFixture(opened);
      await oracle.connect(governor).setReporters(some(32), 32);
      expect(await oracle.reporters()).to.deep.equal(some(32));
      expect(await oracle.quorum()).to.equal(32);
    });
  });

  describe("when there are other reporters than before", () => {
    it("it should replace them and emit ReportersSet", async () => {
      const { oracle, governor, reporters, alice } = await loadFixture(opened);
      const next = [reporters[2].address, alice.address];
      await expect(oracle.connect(governor).setReporters(next, 1)).to.emit(oracle, "ReportersSet").withArgs(next, 1);
      expect(await oracle.reporters()).to.deep.equal(next);
      expect(await oracle.quorum()).to.equal(1);
      // Whoever was dropped can be named again.
      await oracle.connect(governor).setReporters([...reporters], 2);
      expect(await oracle.reporters()).to.deep.equal(reporters.map(({ address }) => address));
    });
  });
});
