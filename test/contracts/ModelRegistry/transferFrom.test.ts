import { expect } from "chai";

import { ethers, loadFixture, opened } from "../../helpers/contracts.js";

describe("ModelRegistry.transferFrom", () => {
  describe("when the caller is neither owner nor approved", () => {
    it("it should revert with ERC721InsufficientApproval", async () => {
      const { registry, owner, alice } = await loadFixture(opened);
      await expect(registry.connect(alice).transferFrom(owner, alice, 1))
        .to.be.revertedWithCustomError(registry, "ERC721InsufficientApproval")
        .withArgs(alice.address, 1);
    });
  });

  describe("when the sender does not own the model", () => {
    it("it should revert with ERC721IncorrectOwner", async () => {
      const { registry, owner, alice } = await loadFixture(opened);
      await expect(registry.connect(owner).transferFrom(alice, owner, 1))
        .to.be.revertedWithCustomError(registry, "ERC721IncorrectOwner")
        .withArgs(alice.address, 1, owner.address);
    });
  });

  describe("when the receiver is the zero address", () => {
    it("it should revert with ERC721InvalidReceiver, so that no model is ever without an owner", async () => {
      const { registry, owner } = await loadFixture(opened);
      await expect(registry.connect(owner).transferFrom(owner, ethers.ZeroAddress, 1))
        .to.be.revertedWithCustomError(registry, "ERC721InvalidReceiver")
        .withArgs(ethers.ZeroAddress);
    });
  });

  describe("when the caller may", () => {
    it("it should hand the model over with all the owner may do", async () => {
      const { registry, space, owner, alice } = await loadFixture(opened);
      await expect(registry.connect(owner).transferFrom(owner, alice, 1))
        .to.emit(registry, "Transfer")
        .withArgs(owner.address, alice.address, 1);
      expect(await registry.ownerOf(1)).to.equal(alice.address);
      expect(await registry.registrationRound(1)).to.equal(1);
      await space.connect(alice).setReserve(1, 5);
      await expect(space.connect(owner).setReserve(1, 5)).to.be.revertedWithCustomError(space, "NotModelOwner");
    });
  });
});
