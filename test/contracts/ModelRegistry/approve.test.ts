import { expect } from "chai";

import { loadFixture, opened } from "../../helpers/contracts.js";

describe("ModelRegistry.approve", () => {
  describe("when the caller neither owns the model nor is an operator", () => {
    it("it should revert with ERC721InvalidApprover", async () => {
      const { registry, alice } = await loadFixture(opened);
      await expect(registry.connect(alice).approve(alice, 1))
        .to.be.revertedWithCustomError(registry, "ERC721InvalidApprover")
        .withArgs(alice.address);
    });
  });

  describe("when the caller owns the model", () => {
    it("it should approve and emit Approval", async () => {
      const { registry, owner, alice } = await loadFixture(opened);
      await expect(registry.connect(owner).approve(alice, 1))
        .to.emit(registry, "Approval")
        .withArgs(owner.address, alice.address, 1);
      expect(await registry.getApproved(1)).to.equal(alice.address);
    });
  });
});
