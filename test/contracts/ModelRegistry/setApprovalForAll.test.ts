import { expect } from "chai";

import { loadFixture, opened } from "../../helpers/contracts.js";

describe("ModelRegistry.setApprovalForAll", () => {
  describe("when it approves", () => {
    it("it should let the operator transfer the model", async () => {
      const { registry, owner, alice, bob } = await loadFixture(opened);
      await expect(registry.connect(owner).setApprovalForAll(alice, true))
        .to.emit(registry, "ApprovalForAll")
        .withArgs(owner.address, alice.address, true);
      await registry.connect(alice).transferFrom(owner, bob, 1);
      expect(await registry.ownerOf(1)).to.equal(bob.address);
    });
  });

  describe("when it revokes", () => {
    it("it should let the operator transfer the model no longer", async () => {
      const { registry, owner, alice, bob } = await loadFixture(opened);
      await registry.connect(owner).setApprovalForAll(alice, true);
      await registry.connect(owner).setApprovalForAll(alice, false);
      await expect(registry.connect(alice).transferFrom(owner, bob, 1))
        .to.be.revertedWithCustomError(registry, "ERC721InsufficientApproval")
        .withArgs(alice.address, 1);
    });
  });
});
