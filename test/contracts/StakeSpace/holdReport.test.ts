import { expect } from "chai";

import {
  at,
  booked,
  DAY,
  ethers,
  impersonate,
  loadFixture,
  newName,
  opened,
  reachRecess,
  scheduleOf,
  type Signer,
  time,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { closeRound, GAIN, sealRound } from "../../helpers/contractsReports.js";

const ONE = tokens(1);
const PENDING = 4;

interface OracleWorld extends World {
  /** The score oracle as an account. */
  readonly asOracle: Signer;
}

/** {@link booked}: 120 tokens of stake, 1,000 in the treasury, so that 2 % set aside 2.4. */
async function withOracle(): Promise<OracleWorld> {
  const world = await booked();
  return { ...world, asOracle: await impersonate(world.oracle) };
}

async function withoutStake(): Promise<OracleWorld> {
  const world = await opened();
  return { ...world, asOracle: await impersonate(world.oracle) };
}

const hold = ({ space, asOracle }: OracleWorld, round = 1, payoutFactor = ONE, maxScore = 2_000, modelCount = 1) =>
  space.connect(asOracle).holdReport(round, modelCount, payoutFactor, maxScore, []);

describe("StakeSpace.holdReport", () => {
  describe("when the caller is not the oracle", () => {
    it("it should revert with NotOracle", async () => {
      const { space, governor } = await loadFixture(withOracle);
      await expect(space.connect(governor).holdReport(1, 1, ONE, 2_000, []))
        .to.be.revertedWithCustomError(space, "NotOracle")
        .withArgs(governor.address);
    });
  });

  describe("given proposals are paused", () => {
    it("it should revert with Paused", async () => {
      const world = await loadFixture(withOracle);
      await world.space.connect(world.guardian).setPaused(true);
      await at((await scheduleOf(world)).reportFrom);
      await expect(hold(world)).to.be.revertedWithCustomError(world.space, "Paused");
    });
  });

  describe("when the round is not the open one", () => {
    it("it should revert with WrongRound", async () => {
      const world = await loadFixture(withOracle);
      await sealRound(world);
      await at((await scheduleOf(world)).reportFrom);
      await expect(hold(world, 2)).to.be.revertedWithCustomError(world.space, "WrongRound").withArgs(2, 1);
      await closeRound(world, [GAIN]);
      await at((await scheduleOf(world)).reportFrom);
      await expect(hold(world, 1)).to.be.revertedWithCustomError(world.space, "WrongRound").withArgs(1, 2);
    });
  });

  describe("given a report is pending", () => {
    it("it should revert with ReportPending", async () => {
      const world = await loadFixture(withOracle);
      await at((await scheduleOf(world)).reportFrom);
      await hold(world);
      await expect(hold(world)).to.be.revertedWithCustomError(world.space, "ReportPending").withArgs(1);
    });
  });

  describe("when reportFrom has not come", () => {
    it("it should revert with ReportWindowClosed in the last second before it", async () => {
      const world = await loadFixture(withOracle);
      const { reportFrom, reportBy } = await scheduleOf(world);
      await at(reportFrom - 1);
      await expect(hold(world))
        .to.be.revertedWithCustomError(world.space, "ReportWindowClosed")
        .withArgs(reportFrom, reportBy, reportFrom - 1);
    });
  });

  describe("when the report window is open", () => {
    it("it should accept a report in its last second", async () => {
      const world = await loadFixture(withOracle);
      const { reportBy } = await scheduleOf(world);
      await at(reportBy - 1);
      await hold(world);
      expect((await world.space.roundStatus()).proposedAt).to.equal(reportBy - 1);
    });
  });

  describe("when reportBy has come", () => {
    it("it should revert with ReportWindowClosed", async () => {
      const world = await loadFixture(withOracle);
      const { reportFrom, reportBy } = await scheduleOf(world);
      await at(reportBy);
      await expect(hold(world))
        .to.be.revertedWithCustomError(world.space, "ReportWindowClosed")
        .withArgs(reportFrom, reportBy, reportBy);
    });
  });

  describe("given a recess", () => {
    it("it should revert with ReportWindowClosed", async () => {
      const world = await loadFixture(withOracle);
      await reachRecess(world);
      await time.increase(100 * DAY);
      await expect(hold(world, 4)).to.be.revertedWithCustomError(world.space, "ReportWindowClosed");
    });
  });

  describe("when the payout factor is above 1", () => {
    it("it should revert with InvalidPayoutFactor", async () => {
      const world = await loadFixture(withOracle);
      await at((await scheduleOf(world)).reportFrom);
      await expect(hold(world, 1, ONE + 1n))
        .to.be.revertedWithCustomError(world.space, "InvalidPayoutFactor")
        .withArgs(ONE + 1n);
    });
  });

  describe("when the sheet leaves out a model that ever had a bid", () => {
    it("it should revert with ModelNotCovered, stake or not", async () => {
      const world = await loadFixture(withOracle);
      const { space, registry, owner, carol } = world;
      await registry.connect(owner).register(newName(), "", ethers.MaxUint256);
      await space.connect(carol).bid(2, 0, tokens(1), carol);
      await space.connect(carol).withdraw(2, 0, tokens(1_000_000), carol, carol);
      await at((await scheduleOf(world)).reportFrom);
      await expect(hold(world)).to.be.revertedWithCustomError(space, "ModelNotCovered").withArgs(1, 2);
    });
  });

  describe("when the free treasury does not cover the reserve", () => {
    it("it should revert with TreasuryShort", async () => {
      const world = await loadFixture(withOracle);
      const { space, governor } = world;
      // All but a wei of the reserve of round 2, which the withdrawal at its opening leaves.
      await space.connect(governor).queueTreasuryWithdrawal(tokens("997.6") + 1n, governor);
      await at((await scheduleOf(world)).reportBy);
      await space.expireRound();
      await at((await scheduleOf(world)).reportFrom);
      await expect(hold(world, 2))
        .to.be.revertedWithCustomError(space, "TreasuryShort")
        .withArgs(tokens("2.4"), tokens("2.4") - 1n);
    });
  });

  describe("when the free treasury just covers the reserve", () => {
    it("it should set all of it aside", async () => {
      const world = await loadFixture(withOracle);
      const { space, governor } = world;
      await space.connect(governor).queueTreasuryWithdrawal(tokens("997.6"), governor);
      await at((await scheduleOf(world)).reportBy);
      await space.expireRound();
      await at((await scheduleOf(world)).reportFrom);
      await hold(world, 2);
      expect((await space.accounts()).treasury).to.equal(0);
    });
  });

  describe("when the payout factor times the largest score is above returnClip", () => {
    it("it should set aside no more than returnClip", async () => {
      const world = await loadFixture(withOracle);
      await at((await scheduleOf(world)).reportFrom);
      // 5 % of 120.
      await hold(world, 1, ONE, 5_001);
      expect((await world.space.roundRecord(1)).reserve).to.equal(tokens(6));
    });
  });

  describe("when nothing stands in the way", () => {
    it("it should set aside the most the stake can gain, rounded up", async () => {
      const world = await loadFixture(withOracle);
      const { space, alice } = world;
      await space.connect(alice).bid(1, 16, 1n, alice);
      await at((await scheduleOf(world)).reportFrom);
      await hold(world, 1, ONE / 2n);
      expect((await space.roundRecord(1)).reserve).to.equal(tokens("1.2") + 1n);
      expect((await space.accounts()).treasury).to.equal(tokens("998.8") - 1n);
    });

    it("it should keep what the report says", async () => {
      const world = await loadFixture(withOracle);
      const { space, asOracle, oracle } = world;
      const { reportFrom } = await scheduleOf(world);
      const pages = [await oracle.getAddress(), ethers.ZeroAddress];
      await at(reportFrom);
      await space.connect(asOracle).holdReport(1, 3, ONE / 4n, 1_234, pages);
      const record = await space.roundRecord(1);
      expect([record.outcome, record.modelCount, record.payoutFactor, record.maxScore]).to.deep.equal([
        0n,
        3n,
        ONE / 4n,
        1_234n,
      ]);
      expect(record.pages).to.deep.equal(pages);
      const { phase, proposedAt } = await space.roundStatus();
      expect([phase, proposedAt]).to.deep.equal([BigInt(PENDING), BigInt(reportFrom)]);
    });

    it("it should emit ReportHeld", async () => {
      const world = await loadFixture(withOracle);
      await at((await scheduleOf(world)).reportFrom);
      await expect(hold(world)).to.emit(world.space, "ReportHeld").withArgs(1, ONE, 2_000, tokens("2.4"));
    });
  });

  describe("given a reserve of an earlier round is open", () => {
    it("it should count it as stake", async () => {
      const world = await loadFixture(withOracle);
      await closeRound(world, [GAIN]);
      await at((await scheduleOf(world)).reportFrom);
      // 120 in pools and 2.4 in the reserve: 2 % of 122.4.
      await expect(hold(world, 2)).to.emit(world.space, "ReportHeld").withArgs(2, ONE, 2_000, tokens("2.448"));
    });
  });

  describe("given no stake", () => {
    it("it should set nothing aside", async () => {
      const world = await loadFixture(withoutStake);
      await at((await scheduleOf(world)).reportFrom);
      await expect(hold(world, 1, ONE, 2_000, 0))
        .to.emit(world.space, "ReportHeld")
        .withArgs(1, ONE, 2_000, 0);
    });
  });
});
