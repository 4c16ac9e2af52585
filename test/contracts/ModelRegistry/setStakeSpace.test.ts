import { expect } from "chai";

import { deploy, deployed, fieldsOf, loadFixture } from "../../helpers/contracts.js";

describe("ModelRegistry.setStakeSpace", () => {
  describe("when the caller is not the governor", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { registry, space, guardian } = await loadFixture(deployed);
      await expect(registry.connect(guardian).setStakeSpace(space))
        .to.be.revertedWithCustomError(registry, "AccessManagedUnauthorized")
        .withArgs(guardian.address);
    });
  });

  describe("given it is connected", () => {
    it("it should revert with AlreadyConnected", async () => {
      const { registry, space, governor } = await loadFixture(deployed);
      await expect(registry.connect(governor).setStakeSpace(space)).to.be.revertedWithCustomError(
        registry,
        "AlreadyConnected",
      );
    });
  });

  describe("when the stake space names another registry", () => {
    it("it should revert with ForeignStakeSpace", async () => {
      const { manager, space, admin } = await loadFixture(deployed);
      const registry = await deploy("ModelRegistry", [manager]);
      await expect(registry.connect(admin).setStakeSpace(space))
        .to.be.revertedWithCustomError(registry, "ForeignStakeSpace")
        .withArgs(space);
    });
  });

  describe("when the stake space names this registry", () => {
    it("it should connect and emit StakeSpaceSet", async () => {
      const { manager, token, oracle, space, admin } = await loadFixture(deployed);
      const registry = await deploy("ModelRegistry", [manager]);
      const parameters = fieldsOf(await space.parameters());
      const next = await deploy("StakeSpace", [token, registry, oracle, admin, manager, parameters]);
      await expect(registry.connect(admin).setStakeSpace(next)).to.emit(registry, "StakeSpaceSet").withArgs(next);
      expect(await registry.stakeSpace()).to.equal(await next.getAddress());
    });
  });
});
