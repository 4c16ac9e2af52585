import { expect } from "chai";

import {
  at,
  booked,
  impersonate,
  loadFixture,
  scheduleOf,
  type Signer,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { GAIN, propose } from "../../helpers/contractsReports.js";

const REPORTING = 3;

interface OracleWorld extends World {
  /** The score oracle as an account. */
  readonly asOracle: Signer;
}

async function withOracle(): Promise<OracleWorld> {
  const world = await booked();
  return { ...world, asOracle: await impersonate(world.oracle) };
}

/** A report of round 1 is pending, with 2.4 tokens set aside. */
async function pending(): Promise<OracleWorld> {
  const world = await withOracle();
  await propose(world, [GAIN]);
  return world;
}

describe("StakeSpace.dropReport", () => {
  describe("when the caller is not the oracle", () => {
    it("it should revert with NotOracle", async () => {
      const { space, guardian } = await loadFixture(pending);
      await expect(space.connect(guardian).dropReport(1))
        .to.be.revertedWithCustomError(space, "NotOracle")
        .withArgs(guardian.address);
    });
  });

  describe("given no report is pending", () => {
    it("it should revert with NoReportPending", async () => {
      const { space, asOracle } = await loadFixture(withOracle);
      await expect(space.connect(asOracle).dropReport(1))
        .to.be.revertedWithCustomError(space, "NoReportPending")
        .withArgs(1);
    });
  });

  describe("when another round is named", () => {
    it("it should revert with NoReportPending", async () => {
      const { space, asOracle } = await loadFixture(pending);
      await expect(space.connect(asOracle).dropReport(2))
        .to.be.revertedWithCustomError(space, "NoReportPending")
        .withArgs(2);
    });
  });

  describe("when the challenge period has passed", () => {
    it("it should revert with TooLate", async () => {
      const world = await loadFixture(pending);
      const { finalFrom } = await scheduleOf(world);
      await at(finalFrom);
      await expect(world.space.connect(world.asOracle).dropReport(1))
        .to.be.revertedWithCustomError(world.space, "TooLate")
        .withArgs(finalFrom, finalFrom);
    });
  });

  describe("when the challenge period has not passed", () => {
    it("it should give the reserve back, to its last second", async () => {
      const world = await loadFixture(pending);
      const { space, asOracle } = world;
      await at((await scheduleOf(world)).finalFrom - 1);
      await space.connect(asOracle).dropReport(1);
      expect((await space.accounts()).treasury).to.equal(tokens(1_000));
      expect((await space.roundRecord(1)).reserve).to.equal(0);
    });

    it("it should let another report be proposed", async () => {
      const { space, asOracle } = await loadFixture(pending);
      await space.connect(asOracle).dropReport(1);
      const { phase, proposedAt } = await space.roundStatus();
      expect([phase, proposedAt]).to.deep.equal([BigInt(REPORTING), 0n]);
    });

    it("it should emit ReportDropped", async () => {
      const { space, asOracle } = await loadFixture(pending);
      await expect(space.connect(asOracle).dropReport(1)).to.emit(space, "ReportDropped").withArgs(1, tokens("2.4"));
    });
  });
});
