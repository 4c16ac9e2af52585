import { expect } from "chai";

import { loadFixture, opened } from "../../helpers/contracts.js";

describe("ModelRegistry.setModelURI", () => {
  describe("when the model was never registered", () => {
    it("it should revert with ERC721NonexistentToken", async () => {
      const { registry, owner } = await loadFixture(opened);
      await expect(registry.connect(owner).setModelURI(2, "x"))
        .to.be.revertedWithCustomError(registry, "ERC721NonexistentToken")
        .withArgs(2);
    });
  });

  describe("when the caller does not own the model", () => {
    it("it should revert with ERC721IncorrectOwner, approved or not", async () => {
      const { registry, owner, alice } = await loadFixture(opened);
      await registry.connect(owner).approve(alice, 1);
      await expect(registry.connect(alice).setModelURI(1, "x"))
        .to.be.revertedWithCustomError(registry, "ERC721IncorrectOwner")
        .withArgs(alice.address, 1, owner.address);
    });
  });

  describe("when the caller owns the model", () => {
    it("it should change the URI", async () => {
      const { registry, owner } = await loadFixture(opened);
      expect(await registry.tokenURI(1)).to.equal("ipfs://model-1");
      await expect(registry.connect(owner).setModelURI(1, "ipfs://new"))
        .to.emit(registry, "ModelURISet")
        .withArgs(1, "ipfs://new");
      expect(await registry.tokenURI(1)).to.equal("ipfs://new");
    });
  });
});
