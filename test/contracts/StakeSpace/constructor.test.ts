import { expect } from "chai";

import { DEFAULT_PARAMETERS } from "../../../scripts/twin/parameters.js";
import { at, DAY, deploy, deployed, ethers, loadFixture, SINK, time } from "../../helpers/contracts.js";

describe("StakeSpace.constructor", () => {
  describe("when a parameter is out of bounds", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      const { token, registry, oracle, manager } = await loadFixture(deployed);
      const parameters = { ...DEFAULT_PARAMETERS, minBid: 0n };
      const bounds = await ethers.getContractFactory("ParameterBounds");
      await expect(
        deploy("StakeSpace", [token, registry, oracle, SINK, manager, parameters]),
      ).to.be.revertedWithCustomError(bounds, "ParameterOutOfBounds");
    });
  });

  describe("when the parameters are within bounds", () => {
    it("it should open round 1 in that moment", async () => {
      const { token, registry, oracle, manager } = await loadFixture(deployed);
      const now = (await time.latest()) + 100;
      await at(now);
      const space = await deploy("StakeSpace", [token, registry, oracle, SINK, manager, DEFAULT_PARAMETERS]);
      const deployment = space.deploymentTransaction();
      await expect(deployment).to.emit(space, "ParametersQueued").withArgs(1, Object.values(DEFAULT_PARAMETERS));
      await expect(deployment)
        .to.emit(space, "RoundOpened")
        .withArgs(1, now, now + 3 * DAY, 1);
      const { round, opensAt, locksAt } = await space.roundStatus();
      expect([round, opensAt, locksAt]).to.deep.equal([1n, BigInt(now), BigInt(now + 3 * DAY)]);
      expect((await space.queuedParameters()).queued).to.equal(false);
    });

    it("it should keep token, registry, oracle, sink and authority", async () => {
      const { space, token, registry, oracle, manager } = await loadFixture(deployed);
      expect(await space.token()).to.equal(await token.getAddress());
      expect(await space.registry()).to.equal(await registry.getAddress());
      expect(await space.oracle()).to.equal(await oracle.getAddress());
      expect(await space.sink()).to.equal(SINK);
      expect(await space.authority()).to.equal(await manager.getAddress());
    });
  });
});
