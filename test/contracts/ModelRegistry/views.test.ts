import { expect } from "chai";

import {
  deploy,
  deployed,
  ethers,
  loadFixture,
  networkHelpers,
  newName,
  opened,
  scheduleOf,
} from "../../helpers/contracts.js";

describe("ModelRegistry views", () => {
  describe("stakeSpace", () => {
    it("it should name the stake space", async () => {
      const { registry, space } = await loadFixture(deployed);
      expect(await registry.stakeSpace()).to.equal(await space.getAddress());
    });

    it("it should be zero before it is connected", async () => {
      const { manager } = await loadFixture(deployed);
      const registry = await deploy("ModelRegistry", [manager]);
      expect(await registry.stakeSpace()).to.equal(ethers.ZeroAddress);
    });
  });

  describe("modelCount", () => {
    it("it should count the models", async () => {
      const { registry, alice } = await loadFixture(opened);
      expect(await registry.modelCount()).to.equal(1);
      await registry.connect(alice).register(newName(), "", ethers.MaxUint256);
      expect(await registry.modelCount()).to.equal(2);
    });
  });

  describe("registrationRound", () => {
    it("it should be the round of the registration, and 0 for an id that was not registered", async () => {
      const { registry } = await loadFixture(opened);
      expect(await registry.registrationRound(1)).to.equal(1);
      expect(await registry.registrationRound(0)).to.equal(0);
      expect(await registry.registrationRound(2)).to.equal(0);
    });
  });

  describe("ownerOrZero", () => {
    it("it should be the owner, and zero for an id that was not registered", async () => {
      const { registry, owner } = await loadFixture(opened);
      expect(await registry.ownerOrZero(1)).to.equal(owner.address);
      expect(await registry.ownerOrZero(2)).to.equal(ethers.ZeroAddress);
      expect(await registry.ownerOrZero(ethers.MaxUint256)).to.equal(ethers.ZeroAddress);
    });
  });

  describe("modelCountAtLock", () => {
    it("it should be all models before the lock, and after it while none was registered", async () => {
      const world = await loadFixture(opened);
      expect(await world.registry.modelCountAtLock()).to.equal(1);
      await networkHelpers.time.increaseTo((await scheduleOf(world)).locksAt + 1);
      expect(await world.registry.modelCountAtLock()).to.equal(1);
    });
  });

  describe("accountOf", () => {
    it("it should be the registrant, and zero for an id that was not registered", async () => {
      const { registry, owner } = await loadFixture(opened);
      expect(await registry.accountOf(1)).to.equal(owner.address);
      expect(await registry.accountOf(2)).to.equal(ethers.ZeroAddress);
      expect(await registry.accountOf(ethers.MaxUint256)).to.equal(ethers.ZeroAddress);
    });
  });

  describe("modelIdOf", () => {
    it("it should be the model with the name, and 0 for what is nobody's or no name", async () => {
      const { registry } = await loadFixture(opened);
      expect(await registry.modelIdOf("model-1")).to.equal(1);
      for (const name of ["model-2", "", "Model-1", "a".repeat(40)]) expect(await registry.modelIdOf(name)).to.equal(0);
    });
  });

  describe("nameOf", () => {
    it("it should be the name, and empty for an id that was not registered", async () => {
      const { registry } = await loadFixture(opened);
      expect([await registry.nameOf(1), await registry.nameOf(2)]).to.deep.equal(["model-1", ""]);
    });
  });

  describe("ownerOf", () => {
    it("it should revert with ERC721NonexistentToken for an id that was not registered", async () => {
      const { registry, owner } = await loadFixture(opened);
      expect(await registry.ownerOf(1)).to.equal(owner.address);
      await expect(registry.ownerOf(2)).to.be.revertedWithCustomError(registry, "ERC721NonexistentToken").withArgs(2);
    });
  });

  describe("tokenURI", () => {
    it("it should revert with ERC721NonexistentToken for an id that was not registered", async () => {
      const { registry } = await loadFixture(opened);
      expect(await registry.tokenURI(1)).to.equal("ipfs://model-1");
      await expect(registry.tokenURI(2)).to.be.revertedWithCustomError(registry, "ERC721NonexistentToken").withArgs(2);
    });
  });

  describe("balanceOf", () => {
    it("it should count an owner's models", async () => {
      const { registry, owner, alice } = await loadFixture(opened);
      expect([await registry.balanceOf(owner), await registry.balanceOf(alice)]).to.deep.equal([1n, 0n]);
    });
  });

  describe("getApproved", () => {
    it("it should be zero after a transfer", async () => {
      const { registry, owner, alice, bob } = await loadFixture(opened);
      await registry.connect(owner).approve(alice, 1);
      expect(await registry.getApproved(1)).to.equal(alice.address);
      await registry.connect(alice).transferFrom(owner, bob, 1);
      expect(await registry.getApproved(1)).to.equal(ethers.ZeroAddress);
    });
  });

  describe("isApprovedForAll", () => {
    it("it should say whether an owner approved the operator", async () => {
      const { registry, owner, alice } = await loadFixture(opened);
      await registry.connect(owner).setApprovalForAll(alice, true);
      expect(await registry.isApprovedForAll(owner, alice)).to.equal(true);
      expect(await registry.isApprovedForAll(alice, owner)).to.equal(false);
    });
  });

  describe("name", () => {
    it("it should be Stakespace Model", async () => {
      expect(await (await loadFixture(deployed)).registry.name()).to.equal("Stakespace Model");
    });
  });

  describe("symbol", () => {
    it("it should be MODEL", async () => {
      expect(await (await loadFixture(deployed)).registry.symbol()).to.equal("MODEL");
    });
  });

  describe("supportsInterface", () => {
    it("it should know ERC-165, ERC-721 and its metadata, and no other", async () => {
      const { registry } = await loadFixture(deployed);
      const answers = await Promise.all(
        ["0x01ffc9a7", "0x80ac58cd", "0x5b5e139f", "0x0f632fb3"].map((id) => registry.supportsInterface(id)),
      );
      expect(answers).to.deep.equal([true, true, true, false]);
    });
  });

  describe("authority", () => {
    it("it should name the access manager", async () => {
      const { registry, manager } = await loadFixture(deployed);
      expect(await registry.authority()).to.equal(await manager.getAddress());
    });
  });

  describe("isConsumingScheduledOp", () => {
    it("it should be zero outside a scheduled call", async () => {
      expect(await (await loadFixture(deployed)).registry.isConsumingScheduledOp()).to.equal("0x00000000");
    });
  });
});
