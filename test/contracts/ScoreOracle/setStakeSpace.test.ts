import { expect } from "chai";

import { bidFor, deploy, deployed, ethers, expire, fieldsOf, loadFixture, tokens } from "../../helpers/contracts.js";

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

    it("it should put reporters in force at the next opening only where somebody staked before (R1)", async () => {
      const world = await loadFixture(deployed);
      const { manager, token, admin, alice } = world;
      const registry = await deploy("ModelRegistry", [manager]);
      const oracle = await deploy("ScoreOracle", [manager]);
      const parameters = fieldsOf(await world.space.parameters());
      const space = await deploy("StakeSpace", [token, registry, oracle, admin, manager, parameters]);
      await oracle.connect(admin).setReporters([alice], 1);
      await registry.setStakeSpace(space);
      for (const spender of [registry, space]) await token.connect(alice).approve(spender, ethers.MaxUint256);
      await registry.connect(alice).register("one", "", ethers.MaxUint256);
      await bidFor({ space }, alice, 1, 0, tokens(5));
      await oracle.connect(admin).setStakeSpace(space);
      expect(await oracle.reporters()).to.deep.equal([]);
      expect(await oracle.queuedReporters()).to.deep.equal([[alice.address], 1n, 2n]);
      await expire({ space });
      expect(await oracle.reporters()).to.deep.equal([alice.address]);
    });
  });
});
