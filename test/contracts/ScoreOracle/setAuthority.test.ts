import { expect } from "chai";

import { deploy, loadFixture, opened } from "../../helpers/contracts.js";

describe("ScoreOracle.setAuthority", () => {
  describe("when the caller is not the authority", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { oracle, manager, admin } = await loadFixture(opened);
      await expect(oracle.connect(admin).setAuthority(manager))
        .to.be.revertedWithCustomError(oracle, "AccessManagedUnauthorized")
        .withArgs(admin.address);
    });
  });

  describe("when the admin has the authority name another", () => {
    it("it should follow it from then on", async () => {
      const { oracle, manager, admin, guardian } = await loadFixture(opened);
      const next = await deploy("AccessManager", [guardian]);
      await expect(manager.connect(admin).updateAuthority(oracle, next))
        .to.emit(oracle, "AuthorityUpdated")
        .withArgs(next);
      expect(await oracle.authority()).to.equal(await next.getAddress());
    });

    it("it should refuse one without code", async () => {
      const { oracle, manager, admin, guardian } = await loadFixture(opened);
      await expect(manager.connect(admin).updateAuthority(oracle, guardian))
        .to.be.revertedWithCustomError(oracle, "AccessManagedInvalidAuthority")
        .withArgs(guardian.address);
    });
  });
});
