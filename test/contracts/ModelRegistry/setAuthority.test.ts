import { expect } from "chai";

import { deploy, loadFixture, opened } from "../../helpers/contracts.js";

describe("ModelRegistry.setAuthority", () => {
  describe("when the caller is not the authority", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { registry, manager, admin } = await loadFixture(opened);
      await expect(registry.connect(admin).setAuthority(manager))
        .to.be.revertedWithCustomError(registry, "AccessManagedUnauthorized")
        .withArgs(admin.address);
    });
  });

  describe("when the admin has the authority name another", () => {
    it("it should follow it from then on", async () => {
      const { registry, manager, admin, guardian } = await loadFixture(opened);
      const next = await deploy("AccessManager", [guardian]);
      await expect(manager.connect(admin).updateAuthority(registry, next))
        .to.emit(registry, "AuthorityUpdated")
        .withArgs(next);
      expect(await registry.authority()).to.equal(await next.getAddress());
    });

    it("it should refuse one without code", async () => {
      const { registry, manager, admin, guardian } = await loadFixture(opened);
      await expect(manager.connect(admin).updateAuthority(registry, guardian))
        .to.be.revertedWithCustomError(registry, "AccessManagedInvalidAuthority")
        .withArgs(guardian.address);
    });
  });
});
