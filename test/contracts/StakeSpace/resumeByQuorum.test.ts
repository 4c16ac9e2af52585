import { expect } from "chai";

import {
  at,
  DAY,
  impersonate,
  loadFixture,
  opened,
  reachRecess,
  type Signer,
  time,
  type World,
} from "../../helpers/contracts.js";

interface OracleWorld extends World {
  /** The score oracle as an account. */
  readonly asOracle: Signer;
}

async function withOracle(): Promise<OracleWorld> {
  const world = await opened();
  return { ...world, asOracle: await impersonate(world.oracle) };
}

/** Round 4 is in recess. */
async function inRecess(): Promise<OracleWorld> {
  const world = await withOracle();
  await reachRecess(world);
  return world;
}

describe("StakeSpace.resumeByQuorum", () => {
  describe("when the caller is not the oracle", () => {
    it("it should revert with NotOracle", async () => {
      const { space, governor } = await loadFixture(inRecess);
      await expect(space.connect(governor).resumeByQuorum(4))
        .to.be.revertedWithCustomError(space, "NotOracle")
        .withArgs(governor.address);
    });
  });

  describe("when the round is not the open one", () => {
    it("it should revert with WrongRound", async () => {
      const { space, asOracle } = await loadFixture(inRecess);
      await expect(space.connect(asOracle).resumeByQuorum(3))
        .to.be.revertedWithCustomError(space, "WrongRound")
        .withArgs(3, 4);
    });
  });

  describe("given no recess", () => {
    it("it should revert with NotInRecess", async () => {
      const { space, asOracle } = await loadFixture(withOracle);
      await expect(space.connect(asOracle).resumeByQuorum(1)).to.be.revertedWithCustomError(space, "NotInRecess");
    });
  });

  describe("given a recess", () => {
    it("it should lock the round a full bidding period from now", async () => {
      const { space, asOracle } = await loadFixture(inRecess);
      const now = (await time.latest()) + 50 * DAY;
      await at(now);
      await expect(space.connect(asOracle).resumeByQuorum(4))
        .to.emit(space, "Resumed")
        .withArgs(4, now + 3 * DAY);
      expect((await space.roundStatus()).locksAt).to.equal(now + 3 * DAY);
    });
  });
});
