import { expect } from "chai";

import { loadFixture, opened } from "../../helpers/contracts.js";

describe("ModelRegistry.safeTransferFrom(address,address,uint256,bytes)", () => {
  describe("when the receiver is a contract that does not take models", () => {
    it("it should revert with ERC721InvalidReceiver", async () => {
      const { registry, owner, token: receiver } = await loadFixture(opened);
      await expect(
        registry.connect(owner)["safeTransferFrom(address,address,uint256,bytes)"](owner, receiver, 1, "0x1234"),
      )
        .to.be.revertedWithCustomError(registry, "ERC721InvalidReceiver")
        .withArgs(receiver);
    });
  });

  describe("when the receiver is an account", () => {
    it("it should hand the model over", async () => {
      const { registry, owner, alice: receiver } = await loadFixture(opened);
      await registry.connect(owner)["safeTransferFrom(address,address,uint256,bytes)"](owner, receiver, 1, "0x1234");
      expect(await registry.ownerOf(1)).to.equal(receiver.address);
    });
  });
});
