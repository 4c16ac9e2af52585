import { expect } from "chai";

import {
  at,
  booked,
  DAY,
  deployedOnUnrulyToken,
  expire,
  impersonate,
  loadFixture,
  opened,
  scheduleOf,
  type Signer,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { GAIN, propose } from "../../helpers/contractsReports.js";

const REPORTED = 1;

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

describe("StakeSpace.closeRound", () => {
  describe("when the caller is not the oracle", () => {
    it("it should revert with NotOracle", async () => {
      const { space, governor } = await loadFixture(pending);
      await expect(space.connect(governor).closeRound(1))
        .to.be.revertedWithCustomError(space, "NotOracle")
        .withArgs(governor.address);
    });
  });

  describe("given no report is pending", () => {
    it("it should revert with NoReportPending", async () => {
      const { space, asOracle } = await loadFixture(withOracle);
      await expect(space.connect(asOracle).closeRound(1))
        .to.be.revertedWithCustomError(space, "NoReportPending")
        .withArgs(1);
    });
  });

  describe("when another round is named", () => {
    it("it should revert with NoReportPending", async () => {
      const { space, asOracle } = await loadFixture(pending);
      await expect(space.connect(asOracle).closeRound(2))
        .to.be.revertedWithCustomError(space, "NoReportPending")
        .withArgs(2);
    });
  });

  describe("when the challenge period has not passed", () => {
    it("it should revert with TooEarly to its last second", async () => {
      const world = await loadFixture(pending);
      const { finalFrom } = await scheduleOf(world);
      await at(finalFrom - 1);
      await expect(world.space.connect(world.asOracle).closeRound(1))
        .to.be.revertedWithCustomError(world.space, "TooEarly")
        .withArgs(finalFrom, finalFrom - 1);
    });
  });

  describe("when the challenge period has passed", () => {
    it("it should close the round as reported", async () => {
      const world = await loadFixture(pending);
      const { space, asOracle } = world;
      await at((await scheduleOf(world)).finalFrom);
      await expect(space.connect(asOracle).closeRound(1)).to.emit(space, "RoundClosed").withArgs(1, REPORTED);
      const { outcome, reserve, unsettledModels } = await space.roundRecord(1);
      expect([outcome, reserve, unsettledModels]).to.deep.equal([BigInt(REPORTED), tokens("2.4"), 1n]);
      expect((await space.roundStatus()).lastReported).to.equal(1);
    });

    it("it should open the next round at that moment", async () => {
      const world = await loadFixture(pending);
      const { space, asOracle } = world;
      const { finalFrom } = await scheduleOf(world);
      await at(finalFrom);
      await expect(space.connect(asOracle).closeRound(1))
        .to.emit(space, "RoundOpened")
        .withArgs(2, finalFrom, finalFrom + 3 * DAY, 1);
      const { round, proposedAt } = await space.roundStatus();
      expect([round, proposedAt]).to.deep.equal([2n, 0n]);
    });
  });

  describe("when reportBy has passed too", () => {
    it("it should still close the round as reported", async () => {
      const world = await loadFixture(pending);
      await at((await scheduleOf(world)).reportBy + 5 * DAY);
      await world.space.connect(world.asOracle).closeRound(1);
      expect((await world.space.roundRecord(1)).outcome).to.equal(REPORTED);
    });
  });

  describe("given rounds were missed before", () => {
    it("it should forget them", async () => {
      const world = await loadFixture(withOracle);
      const { space, asOracle } = world;
      await expire(world);
      await propose(world, [GAIN]);
      await at((await scheduleOf(world)).finalFrom);
      await space.connect(asOracle).closeRound(2);
      expect((await space.roundStatus()).missedRounds).to.equal(0);
    });
  });

  describe("given no model has stake", () => {
    it("it should leave no reserve behind", async () => {
      const world = await loadFixture(opened);
      const { space, oracle } = world;
      const asOracle = await impersonate(oracle);
      await propose(world, [GAIN]);
      await at((await scheduleOf(world)).finalFrom);
      await space.connect(asOracle).closeRound(1);
      const { reserve, unsettledModels } = await space.roundRecord(1);
      expect([reserve, unsettledModels]).to.deep.equal([0n, 0n]);
      expect((await space.accounts()).treasury).to.equal(tokens(1_000));
    });
  });

  describe("given the space is paused", () => {
    it("it should close the round all the same", async () => {
      const world = await loadFixture(pending);
      await world.space.connect(world.guardian).setPaused(true);
      await at((await scheduleOf(world)).finalFrom);
      await world.space.connect(world.asOracle).closeRound(1);
      expect((await world.space.roundStatus()).round).to.equal(2);
    });
  });

  describe("when the token calls back into the space", () => {
    it("it should open the next round without paying the queued withdrawal", async () => {
      const world = await loadFixture(deployedOnUnrulyToken);
      const { space, token, oracle, governor, carol } = world;
      await space.connect(governor).queueTreasuryWithdrawal(tokens(1), carol);
      await propose(world, [GAIN]);
      await token.setCallback(space, space.interface.encodeFunctionData("expireRound"));
      await at((await scheduleOf(world)).finalFrom);
      await expect(oracle.finalize(1)).to.emit(space, "TreasuryWithdrawalFailed").withArgs(carol.address, tokens(1));
      expect((await space.roundStatus()).round).to.equal(2);
    });
  });
});
