import { expect } from "chai";

import { at, DAY, loadFixture, opened, reachRecess, time, type World } from "../../helpers/contracts.js";

const BIDDING = 0;

/** Round 4 is in recess. */
async function inRecess(): Promise<World> {
  const world = await opened();
  await reachRecess(world);
  return world;
}

describe("StakeSpace.resume", () => {
  describe("when the caller is not the governor", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { space, guardian } = await loadFixture(inRecess);
      await expect(space.connect(guardian).resume())
        .to.be.revertedWithCustomError(space, "AccessManagedUnauthorized")
        .withArgs(guardian.address);
    });
  });

  describe("given no recess", () => {
    it("it should revert with NotInRecess", async () => {
      const { space, governor } = await loadFixture(opened);
      await expect(space.connect(governor).resume()).to.be.revertedWithCustomError(space, "NotInRecess");
    });
  });

  describe("given a recess", () => {
    it("it should lock the round a full bidding period from now", async () => {
      const { space, governor } = await loadFixture(inRecess);
      const now = (await time.latest()) + 50 * DAY;
      await at(now);
      await expect(space.connect(governor).resume())
        .to.emit(space, "Resumed")
        .withArgs(4, now + 3 * DAY);
      const { round, phase, locksAt } = await space.roundStatus();
      expect([round, phase, locksAt]).to.deep.equal([4n, BigInt(BIDDING), BigInt(now + 3 * DAY)]);
    });

    it("it should revert with NotInRecess the second time", async () => {
      const { space, governor } = await loadFixture(inRecess);
      await space.connect(governor).resume();
      await expect(space.connect(governor).resume()).to.be.revertedWithCustomError(space, "NotInRecess");
    });
  });
});
