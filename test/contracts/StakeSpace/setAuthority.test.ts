import { expect } from "chai";

import { deploy, loadFixture, opened } from "../../helpers/contracts.js";

describe("StakeSpace.setAuthority", () => {
  describe("when the caller is not the authority", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { space, manager, admin } = await loadFixture(opened);
      await expect(space.connect(admin).setAuthority(manager))
        .to.be.revertedWithCustomError(space, "AccessManagedUnauthorized")
        .withArgs(admin.address);
    });
  });

  describe("when the admin has the authority name another", () => {
    it("it should follow it from then on", async () => {
      const { space, manager, admin, guardian } = await loadFixture(opened);
      const next = await deploy("AccessManager", [guardian]);
      await expect(manager.connect(admin).updateAuthority(space, next))
        .to.emit(space, "AuthorityUpdated")
        .withArgs(next);
      expect(await space.authority()).to.equal(await next.getAddress());
    });

    it("it should refuse one without code", async () => {
      const { space, manager, admin, guardian } = await loadFixture(opened);
      await expect(manager.connect(admin).updateAuthority(space, guardian))
        .to.be.revertedWithCustomError(space, "AccessManagedInvalidAuthority")
        .withArgs(guardian.address);
    });
  });
});
