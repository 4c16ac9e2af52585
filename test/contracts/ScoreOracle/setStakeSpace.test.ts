import { expect } from "chai";

import { deploy, deployed, fieldsOf, loadFixture } from "../../helpers/contracts.js";

describe("ScoreOracle.setStakeSpace", () => {
  describe("when the caller is not the governor", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { oracle, space, guardian } = await loadFixture(deployed);
      await expect(oracle.connect(guardian).setStakeSpace(space))
        .to.be.revertedWithCustomError(oracle, "AccessManagedUnauthorized")
        .withArgs(guardian.address);
    });
  });

  describe("given it is connected", () => {
    it("it should revert with AlreadyConnected", async () => {
      const { oracle, space, governor } = await loadFixture(deployed);
      await expect(oracle.connect(governor).setStakeSpace(space)).to.be.revertedWithCustomError(
        oracle,
        "AlreadyConnected",
      );
    });
  });

  describe("when the stake space names another oracle", () => {
    it("it should revert with ForeignStakeSpace", async () => {
      const { manager, space, admin } = await loadFixture(deployed);
      const oracle = await deploy("ScoreOracle", [manager]);
      await expect(oracle.connect(admin).setStakeSpace(space))
        .to.be.revertedWithCustomError(oracle, "ForeignStakeSpace")
        .withArgs(space);
    });
  });

  describe("when the stake space names this oracle", () => {
    it("it should connect and emit StakeSpaceSet", async () => {
      const { manager, token, registry, space, admin } = await loadFixture(deployed);
      const oracle = await deploy("ScoreOracle", [manager]);
      const parameters = fieldsOf(await space.parameters());
      const next = await deploy("StakeSpace", [token, registry, oracle, admin, manager, parameters]);
      await expect(oracle.connect(admin).setStakeSpace(next)).to.emit(oracle, "StakeSpaceSet").withArgs(next);
      expect(await oracle.stakeSpace()).to.equal(await next.getAddress());
    });
  });
});
