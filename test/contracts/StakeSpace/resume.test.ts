import { expect } from "chai";

import {
  at,
  bidFor,
  DAY,
  deployed,
  ethers,
  expire,
  loadFixture,
  newName,
  RECESS,
  opened,
  reachRecess,
  setRound,
  SHARES,
  time,
  tokens,
  type World,
} from "../../helpers/contracts.js";

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

  describe("given the last round", () => {
    it("it should revert with LastRound, and let stake leave", async () => {
      const world = await loadFixture(deployed);
      const { space, registry, governor, owner, alice, token } = world;
      await setRound(space, 65_534);
      await registry.connect(owner).register(newName(), "", ethers.MaxUint256);
      await bidFor(world, alice, 1, 16, tokens(60));
      await expire(world);
      const { round, locksAt } = await space.roundStatus();
      expect([round, locksAt]).to.deep.equal([65_535n, BigInt(RECESS)]);
      await expect(space.connect(governor).resume()).to.be.revertedWithCustomError(space, "LastRound");
      await expect(space.expireRound()).to.be.revertedWithCustomError(space, "TooEarly");
      await space.connect(alice).withdraw(1, 16, tokens(60) * SHARES, alice, alice);
      expect(await token.balanceOf(alice)).to.equal(tokens(10_000));
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
