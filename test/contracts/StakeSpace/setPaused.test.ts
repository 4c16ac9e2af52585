import { expect } from "chai";

import { bidFor, loadFixture, opened, tokens } from "../../helpers/contracts.js";

describe("StakeSpace.setPaused", () => {
  describe("when the caller is not the guardian", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { space, governor } = await loadFixture(opened);
      await expect(space.connect(governor).setPaused(true))
        .to.be.revertedWithCustomError(space, "AccessManagedUnauthorized")
        .withArgs(governor.address);
    });
  });

  describe("when it is true", () => {
    it("it should pause", async () => {
      const { space, guardian } = await loadFixture(opened);
      await expect(space.connect(guardian).setPaused(true)).to.emit(space, "PausedSet").withArgs(true);
      expect((await space.roundStatus()).paused).to.equal(true);
      expect((await space.registrationTerms()).paused).to.equal(true);
    });
  });

  describe("when it is false", () => {
    it("it should allow again what was paused", async () => {
      const { space, guardian, alice } = await loadFixture(opened);
      await space.connect(guardian).setPaused(true);
      await expect(space.connect(guardian).setPaused(false)).to.emit(space, "PausedSet").withArgs(false);
      await bidFor({ space }, alice, 1, 16, tokens(1));
      expect((await space.roundStatus()).paused).to.equal(false);
    });
  });
});
