import { expect } from "chai";

import { ethers, expire, loadFixture, opened } from "../../helpers/contracts.js";

describe("ModelRegistry.accept", () => {
  describe("given the model was not registered", () => {
    it("it should revert with ERC721NonexistentToken", async () => {
      const { registry, owner } = await loadFixture(opened);
      await expect(registry.connect(owner).accept(2))
        .to.be.revertedWithCustomError(registry, "ERC721NonexistentToken")
        .withArgs(2);
    });
  });

  describe("when the caller does not own the model", () => {
    it("it should revert with ERC721IncorrectOwner", async () => {
      const { registry, owner, alice } = await loadFixture(opened);
      await registry.connect(owner).transferFrom(owner, alice, 1);
      await expect(registry.connect(owner).accept(1))
        .to.be.revertedWithCustomError(registry, "ERC721IncorrectOwner")
        .withArgs(owner.address, 1, alice.address);
    });
  });

  describe("when the model counts for the caller", () => {
    it("it should revert with AlreadyAccepted, before and after the opening", async () => {
      const world = await loadFixture(opened);
      const { registry, owner, alice } = world;
      await expect(registry.connect(owner).accept(1))
        .to.be.revertedWithCustomError(registry, "AlreadyAccepted")
        .withArgs(1, owner.address);
      await registry.connect(owner).transferFrom(owner, alice, 1);
      await registry.connect(alice).accept(1);
      await expect(registry.connect(alice).accept(1)).to.be.revertedWithCustomError(registry, "AlreadyAccepted");
      await expire(world);
      await expect(registry.connect(alice).accept(1)).to.be.revertedWithCustomError(registry, "AlreadyAccepted");
    });
  });

  describe("when the new owner accepts", () => {
    it("it should count for the new owner from the next opening on and emit ModelAccepted", async () => {
      const world = await loadFixture(opened);
      const { registry, owner, alice } = world;
      await registry.connect(owner).transferFrom(owner, alice, 1);
      await expect(registry.connect(alice).accept(1)).to.emit(registry, "ModelAccepted").withArgs(1, alice.address, 2);
      expect(await registry.accountOf(1)).to.equal(ethers.ZeroAddress);
      await expire(world);
      expect(await registry.accountOf(1)).to.equal(alice.address);
    });

    it("it should let a registrant who bought the model back accept it as anybody does", async () => {
      const world = await loadFixture(opened);
      const { registry, owner, alice } = world;
      await registry.connect(owner).transferFrom(owner, alice, 1);
      await registry.connect(alice).transferFrom(alice, owner, 1);
      expect(await registry.accountOf(1)).to.equal(ethers.ZeroAddress);
      await registry.connect(owner).accept(1);
      expect(await registry.accountOf(1)).to.equal(ethers.ZeroAddress);
      await expire(world);
      expect(await registry.accountOf(1)).to.equal(owner.address);
    });
  });

  describe("when the model is given away again before it counts", () => {
    it("it should count for nobody", async () => {
      const world = await loadFixture(opened);
      const { registry, owner, alice, bob } = world;
      await registry.connect(owner).transferFrom(owner, alice, 1);
      await registry.connect(alice).accept(1);
      await registry.connect(alice).transferFrom(alice, bob, 1);
      await expire(world);
      expect(await registry.accountOf(1)).to.equal(ethers.ZeroAddress);
    });
  });
});
