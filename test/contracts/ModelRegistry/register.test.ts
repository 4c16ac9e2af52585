import { expect } from "chai";

import { DEFAULT_PARAMETERS } from "../../../scripts/twin/parameters.js";
import { deploy, deployed, ethers, expire, loadFixture, setModelCount, SINK, tokens } from "../../helpers/contracts.js";

describe("ModelRegistry.register", () => {
  describe("given the registry is not connected", () => {
    it("it should revert", async () => {
      const { manager, owner } = await loadFixture(deployed);
      const registry = await deploy("ModelRegistry", [manager]);
      await expect(registry.connect(owner).register("")).to.be.revertedWithoutReason(ethers);
    });
  });

  describe("given registrations are paused", () => {
    it("it should revert with RegistrationPaused", async () => {
      const { space, registry, guardian, owner } = await loadFixture(deployed);
      await space.connect(guardian).setPaused(true);
      await expect(registry.connect(owner).register("")).to.be.revertedWithCustomError(registry, "RegistrationPaused");
    });
  });

  describe("given the ids have run out", () => {
    it("it should revert with TooManyModels", async () => {
      const { registry, owner } = await loadFixture(deployed);
      await setModelCount(registry, 2n ** 20n - 1n);
      await registry.connect(owner).register("");
      expect(await registry.modelCount()).to.equal(2n ** 20n);
      await expect(registry.connect(owner).register("")).to.be.revertedWithCustomError(registry, "TooManyModels");
    });
  });

  describe("when the caller cannot pay the fee", () => {
    it("it should revert with the token's error", async () => {
      const { registry, token, stranger } = await loadFixture(deployed);
      await expect(registry.connect(stranger).register(""))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(registry, 0, tokens(1));
    });
  });

  describe("when the caller pays the fee", () => {
    it("it should send it to the sink", async () => {
      const { registry, space, token, owner } = await loadFixture(deployed);
      await expect(registry.connect(owner).register("")).to.changeTokenBalances(
        ethers,
        token,
        [owner, SINK, space, registry],
        [-tokens(1), tokens(1), 0, 0],
      );
    });

    it("it should give the caller the next id and keep round and URI", async () => {
      const world = await loadFixture(deployed);
      const { registry, owner, alice } = world;
      await registry.connect(owner).register("ipfs://one");
      await expire(world);
      expect(await registry.connect(alice).register.staticCall("")).to.equal(2);
      await registry.connect(alice).register("");
      expect(await registry.modelCount()).to.equal(2);
      expect([await registry.ownerOf(1), await registry.ownerOf(2)]).to.deep.equal([owner.address, alice.address]);
      expect([await registry.registrationRound(1), await registry.registrationRound(2)]).to.deep.equal([1n, 2n]);
      expect([await registry.tokenURI(1), await registry.tokenURI(2)]).to.deep.equal(["ipfs://one", ""]);
    });

    it("it should emit Transfer and ModelRegistered", async () => {
      const { registry, owner } = await loadFixture(deployed);
      const registration = registry.connect(owner).register("ipfs://one");
      await expect(registration).to.emit(registry, "ModelRegistered").withArgs(1, owner.address, 1, "ipfs://one");
      await expect(registration).to.emit(registry, "Transfer").withArgs(ethers.ZeroAddress, owner.address, 1);
    });
  });

  describe("given the fee is zero", () => {
    it("it should move no tokens", async () => {
      const world = await loadFixture(deployed);
      const { space, registry, token, governor, stranger } = world;
      await space.connect(governor).queueParameters({ ...DEFAULT_PARAMETERS, registrationFee: 0n });
      await expire(world);
      const registration = registry.connect(stranger).register("");
      await expect(registration).not.to.emit(token, "Transfer");
      expect(await registry.ownerOf(1)).to.equal(stranger.address);
    });
  });
});
